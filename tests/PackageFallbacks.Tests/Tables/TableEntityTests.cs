using Azure;
using Azure.Data.Tables;

namespace PackageFallbacks.Tests.Tables;

public sealed class TableEntityTests
{
    [Fact]
    public void An_empty_entity_answers_null_to_everything()
    {
        var entity = new TableEntity();

        (entity.PartitionKey, entity.RowKey, entity.Timestamp, entity["X"], entity.GetString("X"), entity.GetInt64("X")).ShouldBe(
            (null, null, null, null, null, null));
        (entity.ETag, entity.Count, entity.ContainsKey("X"), entity.TryGetValue("X", out _)).ShouldBe(
            (default(ETag), 0, false, false));
    }

    [Fact]
    public void Keys_and_version_are_properties_too()
    {
        var entity = new TableEntity("p", "r") { ETag = new ETag("v"), Timestamp = DateTimeOffset.UnixEpoch };

        (entity["PartitionKey"], entity["RowKey"], entity["odata.etag"], entity["Timestamp"]).ShouldBe(
            ("p", "r", "v", DateTimeOffset.UnixEpoch));
        new TableEntity(new Dictionary<string, object> { ["PartitionKey"] = "p", ["X"] = 1 }).PartitionKey.ShouldBe("p");
    }

    [Fact]
    public void Getters_give_values_of_their_type_and_refuse_others()
    {
        var entity = new TableEntity
        {
            ["Text"] = "t",
            ["Int"] = 1,
            ["Long"] = 2L,
            ["Double"] = 1.5,
            ["Bool"] = true,
            ["Guid"] = Guid.Empty,
            ["Bytes"] = new byte[] { 1 },
        };

        (
            entity.GetString("Text"),
            entity.GetInt32("Int"),
            entity.GetInt64("Long"),
            entity.GetDouble("Double"),
            entity.GetBoolean("Bool"),
            entity.GetGuid("Guid")
        ).ShouldBe(("t", 1, 2L, 1.5, true, Guid.Empty));
        entity.GetBinary("Bytes").ShouldBe([1]);
        Should.Throw<InvalidOperationException>(() => entity.GetInt64("Int"));
        Should.Throw<InvalidOperationException>(() => entity.GetString("Int"));
        Should.Throw<InvalidOperationException>(() => entity.GetInt32("Text"));
        Should.Throw<InvalidOperationException>(() => entity.GetDateTimeOffset("Text"));
    }

    [Fact]
    public void A_small_number_put_in_a_wide_property_is_widened()
    {
        var entity = new TableEntity
        {
            ["Long"] = 1L,
            ["Double"] = 1.5,
            ["Int"] = 1,
        };

        (entity["Long"], entity["Double"], entity["Int"]) = (2, 3, 4L);

        (entity["Long"], entity["Double"], entity["Int"]).ShouldBe((2L, 3d, 4L));
    }

    [Fact]
    public void A_property_can_be_removed_and_needs_a_name()
    {
        var entity = new TableEntity { ["X"] = 1 };

        entity.Remove("X").ShouldBeTrue();
        entity.Remove("X").ShouldBeFalse();
        Should.Throw<ArgumentException>(() => entity[string.Empty] = 1);
        Should.Throw<ArgumentNullException>(() => entity[null!] = 1);
    }

    [Fact]
    public void Adding_a_property_twice_keeps_the_second()
    {
        var entity = new TableEntity();

        entity.Add("X", 1);
        entity.Add("X", 2);

        entity.ShouldHaveSingleItem().ShouldBe(new KeyValuePair<string, object>("X", 2));
    }
}
