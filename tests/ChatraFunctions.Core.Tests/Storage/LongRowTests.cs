using Azure;
using Azure.Data.Tables;
using ChatraFunctions.Storage;

namespace ChatraFunctions.Core.Tests.Storage;

public sealed class LongRowTests
{
    [Fact]
    public void Short_row_stays_as_it_is()
    {
        var row = new TableEntity("p", "r") { ["Text"] = new string('x', 32_768), ["Count"] = 5, ["Nothing"] = null };

        var packed = LongRow.Pack(row).ShouldHaveSingleItem();

        packed.Keys.Except(["odata.etag", "Timestamp"]).ShouldBe(["PartitionKey", "RowKey", "Text", "Count"], ignoreOrder: true);
        LongRow.PartsOf(packed).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(32_769)]
    [InlineData(65_535)]
    [InlineData(1_000_000)]
    [InlineData(3_000_001)]
    public void Row_of_any_length_comes_back_whole_and_no_piece_is_too_long_or_half_an_emoji(int length)
    {
        var text = string.Concat(Enumerable.Repeat("x🙂\"ש", (length / 5) + 1))[..length];
        var row = new TableEntity("p", "r") { ["Text"] = text, ["Count"] = 5, ["Other"] = text[..(length / 2)], ["Empty"] = "" };

        var packed = LongRow.Pack(row);

        foreach (var piece in packed.SelectMany(LongRow.ColumnsOf).Select(column => column.Value).OfType<string>())
        {
            piece.Length.ShouldBeLessThanOrEqualTo(32_768);
            if (piece.Length > 0)
                char.IsLowSurrogate(piece[0]).ShouldBeFalse();
        }

        packed.ShouldAllBe(entity => LongRow.ColumnsOf(entity).Sum(column => RowSize.InEntity(column.Key, column.Value)) <= 1024 * 1024);
        packed.Skip(1).Select(part => part.RowKey).ShouldBe(LongRow.PartsOf(packed[0]));
        var joined = LongRow.Join(packed[0], packed.Skip(1));
        LongRow.ColumnsOf(joined).ShouldBe(LongRow.ColumnsOf(row), ignoreOrder: true);
    }

    [Fact]
    public void Parts_of_other_content_have_other_keys_and_those_of_the_same_have_the_same()
    {
        string[] Keys(char letter) => [.. LongRow.Pack(new TableEntity("p", "r") { ["Text"] = new string(letter, 1_000_000) }).Skip(1).Select(part => part.RowKey)];

        Keys('a').ShouldBe(Keys('a'));
        Keys('a').Intersect(Keys('b')).ShouldBeEmpty();
    }

    [Fact]
    public void Longest_key_leaves_room_for_the_name_of_a_part()
    {
        var key = "m-000000000000000-" + new string('x', TableKey.MaxLength);

        LongRow.Pack(new TableEntity("p", key) { ["Text"] = new string('x', 1_000_000) }).ShouldAllBe(row => row.RowKey.Length <= 512);
    }

    [Fact]
    public void Changed_row_writes_its_parts_first_and_removes_the_old_ones_with_the_main_row()
    {
        var old = LongRow.Pack(new TableEntity("p", "r") { ["Text"] = new string('a', 1_000_000) });
        old[0].ETag = new ETag("\"1\"");
        var stored = StoredRow.Join(old)["r"];

        var units = RowChange.Put(new TableEntity("p", "r") { ["Text"] = new string('b', 1_000_000) }, stored).ToList();

        units.Take(units.Count - 1).ShouldAllBe(unit => unit.Single().ActionType == TableTransactionActionType.UpsertReplace);
        units[^1][0].ActionType.ShouldBe(TableTransactionActionType.UpdateReplace);
        units[^1][0].ETag.ShouldBe(new ETag("\"1\""));
        units[^1].Skip(1).Select(change => (change.ActionType, change.Entity.RowKey)).ShouldBe(stored.Parts.Select(part => (TableTransactionActionType.Delete, part)));
    }

    [Fact]
    public void Row_whose_part_is_missing_is_torn_and_one_with_a_foreign_part_has_leftovers()
    {
        var rows = LongRow.Pack(new TableEntity("p", "r") { ["Text"] = new string('a', 1_000_000) });

        StoredRow.Join(rows)["r"].ShouldSatisfyAllConditions(row => row.IsTorn.ShouldBeFalse(), row => row.HasLeftovers.ShouldBeFalse());
        StoredRow.Join(rows.Take(1))["r"].IsTorn.ShouldBeTrue();
        StoredRow.Join(rows.Append(new TableEntity("p", "r!~0123456789abcdef-1")))["r"].HasLeftovers.ShouldBeTrue();
        StoredRow.Join(rows.Skip(1))["r"].Row.ShouldBeNull();
    }
}
