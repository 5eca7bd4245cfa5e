using ChatraFunctions.Orders;
using ChatraFunctions.Storage;
using Azure.Data.Tables;

namespace ChatraFunctions.Core.Tests.Orders;

/// <summary>An order's row is a function of the set of its events.</summary>
public sealed class OrderRowTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly OrderFacts[] Story =
    [
        Facts(0, OrderKind.Placed) with { OrderNumber = "#1", CustomerId = "guest@example.com", Locale = "en", IsWhole = true },
        Facts(0, OrderKind.Paid) with { OrderNumber = "#1", Locale = "de", IsWhole = true },
        Facts(2, OrderKind.Shipped),
        Facts(3, null) with { CustomerId = "42", IsWhole = true },
        Facts(4, null) with { IsDeleted = true },
        Facts(5, null) with { IsDeleted = false },
    ];

    [Fact]
    public void Any_order_and_any_repetition_of_events_gives_the_same_row()
    {
        var expected = Dump(Story);
        var random = new Random(7);
        for (var run = 0; run < 500; run++)
        {
            OrderFacts[] events = [.. Story, .. Story, .. Story];
            random.Shuffle(events);
            Dump(events).ShouldBe(expected);
        }
    }

    [Fact]
    public void Later_event_is_right_and_what_it_leaves_out_stays()
    {
        var order = Store(Story);

        (order.CustomerId, order.Locale, order.OrderNumber).ShouldBe(("42", "en", "#1"));
        (order.State, order.StateAt).ShouldBe((OrderKind.Shipped, Start.AddMinutes(2)));
        (order.IsSeen, order.IsTest, order.IsDeleted).ShouldBe((true, false, false));
    }

    [Fact]
    public void Later_state_counts_of_two_at_the_same_instant() =>
        Store(Facts(0, OrderKind.Paid), Facts(0, OrderKind.Placed)).State.ShouldBe(OrderKind.Paid);

    [Fact]
    public void Parcel_alone_is_not_the_order() => Store(Facts(1, OrderKind.Shipped)).IsSeen.ShouldBeFalse();

    [Fact]
    public void Deleted_order_stays_deleted_until_it_is_restored()
    {
        Store(Facts(4, null) with { IsDeleted = true }, Facts(9, OrderKind.Shipped)).IsDeleted.ShouldBeTrue();
        Store(Facts(4, null) with { IsDeleted = true }, Facts(5, null) with { IsDeleted = false }).IsDeleted.ShouldBeFalse();
    }

    [Fact]
    public void Test_order_stays_one() => Store(Facts(0, OrderKind.Placed) with { IsTest = true }, Facts(1, OrderKind.Paid)).IsTest.ShouldBeTrue();

    [Fact]
    public void Nothing_new_is_no_write() => OrderRow.Merge(Row(Story), Story[0]).ShouldBeNull();

    [Fact]
    public void Time_before_all_tables_is_kept_as_their_first() =>
        Store(Facts(0, OrderKind.Placed) with { At = DateTimeOffset.MinValue }).StateAt.ShouldBe(DateTimeOffset.UnixEpoch);

    private static StoredOrder Store(params OrderFacts[] events) => OrderRow.Read(Row(events));

    private static TableEntity Row(params OrderFacts[] events) =>
        events.Aggregate((TableEntity?)null, (row, facts) => OrderRow.Merge(row, facts) ?? row)!;

    private static string Dump(OrderFacts[] events) => string.Join('\n', LongRow.ColumnsOf(Row(events))
        .OrderBy(column => column.Key, StringComparer.Ordinal)
        .Select(column => FormattableString.Invariant($"{column.Key}={column.Value}")));

    private static OrderFacts Facts(int minute, OrderKind? state) => new() { Source = "shopify", OrderId = "1/#", At = Start.AddMinutes(minute), State = state };
}
