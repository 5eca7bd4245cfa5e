using Azure.Data.Tables;

namespace PackageFallbacks.Tests.Tables;

public sealed class QueryFilterTests
{
    [Fact]
    public void Values_become_literals_of_their_type()
    {
        Literal($"{"it's"}").ShouldBe("'it''s'");
        Literal($"{'\''}").ShouldBe("''''");
        Literal($"{true} {false}").ShouldBe("true false");
        Literal($"{5} {5L} {(short)5}").ShouldBe("5 5L 5");
        Literal($"{1.5} {3.0} {-0.1}").ShouldBe("1.5 3 -0.1");
        Literal($"{Guid.Empty}").ShouldBe("guid'00000000-0000-0000-0000-000000000000'");
        Literal($"{new byte[] { 1, 255 }} {BinaryData.FromBytes(new byte[] { 16 })}").ShouldBe("X'01FF' X'10'");
        Literal($"{new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.FromHours(2))}").ShouldBe("datetime'2024-01-02T01:04:05Z'");
        Literal($"{DateTimeOffset.UnixEpoch.AddTicks(1234567)}").ShouldBe("datetime'1970-01-01T00:00:00.1234567Z'");
        Literal($"{DateTime.UnixEpoch}").ShouldBe("datetime'1970-01-01T00:00:00Z'");
        Literal($"{(string?)null}").ShouldBe("null");
    }

    [Fact]
    public void A_value_without_a_literal_is_refused() => Should.Throw<ArgumentException>(() => Literal($"{DayOfWeek.Friday}"));

    [Fact]
    public void Text_around_the_values_stays_as_it_is() =>
        Literal($"PartitionKey eq {"p"} and (A gt {1} or B eq {"{x}"})")
            .ShouldBe("PartitionKey eq 'p' and (A gt 1 or B eq '{x}')");

    private static string Literal(FormattableString filter) => TableClient.CreateQueryFilter(filter);
}
