using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Core.Tests.Storage;

public sealed class TransactionsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    [InlineData(1_002, 11)]
    public void Small_rows_go_a_hundred_to_a_transaction(int rows, int transactions) =>
        Transactions.Pack(Enumerable.Range(0, rows).Select(number => Unit($"{number}", 10))).Count().ShouldBe(transactions);

    [Fact]
    public void Long_rows_stay_under_the_size_of_a_transaction_and_in_their_order()
    {
        var packed = Transactions.Pack(Enumerable.Range(0, 30).Select(number => Unit($"{number:D2}", 30_000, '"'))).ToList();

        packed.Count.ShouldBeGreaterThan(1);
        packed.ShouldAllBe(transaction => transaction.Sum(change => RowSize.OnTheWire((TableEntity)change.Entity)) < 4 * 1024 * 1024);
        packed.SelectMany(transaction => transaction).Select(change => change.Entity.RowKey).ShouldBeInOrder();
    }

    [Fact]
    public void Unit_stays_together()
    {
        TableTransactionAction[] pair = [.. Unit("a", 1), .. Unit("b", 1)];

        var packed = Transactions.Pack(Enumerable.Range(0, 99).Select(number => Unit($"{number}", 1)).Append(pair)).ToList();

        packed.Select(transaction => transaction.Count).ShouldBe([99, 2]);
    }

    private static TableTransactionAction[] Unit(string key, int length, char letter = 'x') =>
        [new(TableTransactionActionType.Add, new TableEntity("p", key) { ["Text"] = new string(letter, length) })];
}
