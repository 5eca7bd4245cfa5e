using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace PackageFallbacks.Tests.Tables;

public sealed class PropertyTypeTests(TableAccount account)
{
    private static readonly DateTimeOffset Instant =
        new DateTimeOffset(2024, 2, 29, 23, 59, 59, TimeSpan.Zero).AddTicks(9_999_999);

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public static TheoryData<object> Values =>
        [
            "text",
            string.Empty,
            " spaces ",
            "null",
            "5",
            "quote \" backslash \\ slash / tab \t line \r\n control \u0001",
            "emoji 😀👩‍👩‍👧‍👦 Русский עברית العربية 日本語",
            new string('ж', 32_768),
            0,
            int.MinValue,
            int.MaxValue,
            0L,
            5L,
            long.MinValue,
            long.MaxValue,
            0d,
            1d,
            -1.5,
            0.1,
            double.Epsilon,
            double.MinValue,
            double.MaxValue,
            double.NaN,
            1e15,
            123456789012d,
            true,
            false,
            Instant,
            new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero),
            DateTimeOffset.UnixEpoch,
            Guid.Empty,
            Guid.Parse("8f6a9c1e-0b6d-4b0e-9d0a-1f2e3d4c5b6a"),
            Array.Empty<byte>(),
            new byte[] { 0, 127, 128, 255 },
        ];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_value_reads_back_as_it_was_and_of_its_type(object value)
    {
        var table = await account.NewTableAsync();

        await table.AddEntityAsync(new TableEntity("p", "single") { ["Value"] = value }, Ending);
        await table.SubmitTransactionAsync(
            [new(TableTransactionActionType.Add, new TableEntity("p", "transaction") { ["Value"] = value })],
            Ending);

        var read = (await table.GetEntityAsync<TableEntity>("p", "single", null, Ending)).Value["Value"];
        var queried = await table
            .QueryAsync<TableEntity>("RowKey eq 'transaction'", cancellationToken: Ending)
            .SingleAsync(Ending);
        read.ShouldBeOfType(value.GetType());
        read.ShouldBe(value);
        queried["Value"].ShouldBeOfType(value.GetType());
        queried["Value"].ShouldBe(value);
    }

    [Fact]
    public async Task An_instant_with_an_offset_is_kept_as_the_same_instant_in_utc()
    {
        var table = await account.NewTableAsync();
        var local = Instant.ToOffset(TimeSpan.FromHours(5.5));

        await table.AddEntityAsync(new TableEntity("p", "r") { ["Offset"] = local, ["Utc"] = local.UtcDateTime }, Ending);

        var read = (await table.GetEntityAsync<TableEntity>("p", "r", null, Ending)).Value;
        (read.GetDateTimeOffset("Offset"), read.GetDateTimeOffset("Offset")!.Value.Offset).ShouldBe((Instant, TimeSpan.Zero));
        (read.GetDateTime("Utc"), read.GetDateTime("Utc")!.Value.Kind).ShouldBe((Instant.UtcDateTime, DateTimeKind.Utc));
    }

    [Fact]
    public async Task A_null_is_a_property_that_is_not_there()
    {
        var table = await account.NewTableAsync();

        await table.AddEntityAsync(new TableEntity("p", "r") { ["Gone"] = null, ["Here"] = 1 }, Ending);

        var read = (await table.GetEntityAsync<TableEntity>("p", "r", null, Ending)).Value;
        (read.ContainsKey("Gone"), read["Gone"], read["Here"]).ShouldBe((false, null, 1));
    }

    [Fact]
    public async Task Binary_data_is_binary()
    {
        var table = await account.NewTableAsync();

        await table.AddEntityAsync(new TableEntity("p", "r") { ["Data"] = BinaryData.FromBytes(new byte[] { 1, 2 }) }, Ending);

        var read = (await table.GetEntityAsync<TableEntity>("p", "r", null, Ending)).Value;
        read.GetBinary("Data").ShouldBe([1, 2]);
        read.GetBinaryData("Data").ToArray().ShouldBe([1, 2]);
    }

    [Fact]
    public async Task What_a_table_cannot_hold_is_refused_before_it_is_sent()
    {
        var table = await account.NewTableAsync();

        await Should.ThrowAsync<NotSupportedException>(() => AddAsync(5u));
        await Should.ThrowAsync<NotSupportedException>(() => AddAsync('c'));
        await Should.ThrowAsync<NotSupportedException>(() => AddAsync(DayOfWeek.Friday));
        await Should.ThrowAsync<NotSupportedException>(() => AddAsync(new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Local)));
        await Should.ThrowAsync<NotSupportedException>(() =>
            AddAsync(new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)));
        await Should.ThrowAsync<ArgumentException>(() => AddAsync(double.PositiveInfinity));
        await Should.ThrowAsync<ArgumentException>(() => AddAsync(double.NegativeInfinity));

        Task AddAsync(object value) => table.AddEntityAsync(new TableEntity("p", "r") { ["Value"] = value }, Ending);
    }

    [Fact]
    public async Task Infinity_can_be_read_where_others_wrote_it()
    {
        var options = new TableClientOptions();
        options.AddPolicy(new BodyRewriting("\"NaN\"", "\"-Infinity\""), HttpPipelinePosition.PerCall);
        var table = await account.NewTableAsync();
        var other = new TableClient(account.ConnectionString, table.Name, options);

        await other.AddEntityAsync(new TableEntity("p", "r") { ["Value"] = double.NaN }, Ending);

        (await table.GetEntityAsync<TableEntity>("p", "r", null, Ending))
            .Value.GetDouble("Value")
            .ShouldBe(double.NegativeInfinity);
    }

    /// <summary>Changes what is sent, before it is signed.</summary>
    private sealed class BodyRewriting(string from, string to) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message)
        {
            if (message.Request.Content is not { } content)
                return;

            using var body = new MemoryStream();
            content.WriteTo(body, message.CancellationToken);
            message.Request.Content = RequestContent.Create(
                Encoding.UTF8.GetString(body.ToArray()).Replace(from, to, StringComparison.Ordinal));
        }
    }
}
