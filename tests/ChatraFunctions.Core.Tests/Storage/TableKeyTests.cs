using ChatraFunctions.Storage;

namespace ChatraFunctions.Core.Tests.Storage;

public sealed class TableKeyTests
{
    [Fact]
    public void Every_id_comes_back_and_no_key_has_what_the_service_refuses()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var id = string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => "ab!/\\#?\u0000\t\u007f\u0085é🙂~-"[random.Next(15)]));

            var key = TableKey.Escape(id);

            TableKey.Unescape(key).ShouldBe(id);
            key.ShouldNotContain(LongRow.PartMark);
            key.Any(unit => unit is '/' or '\\' or '#' or '?' || char.IsControl(unit)).ShouldBeFalse();
        }
    }

    [Fact]
    public void Ordinary_id_stays_as_it_is() => TableKey.Escape("aC4krWMZWLYzz9sKZ").ShouldBe("aC4krWMZWLYzz9sKZ");

    [Fact]
    public void Id_fits_by_its_escaped_length()
    {
        TableKey.Fits("").ShouldBeFalse();
        TableKey.Fits(new string('x', 460)).ShouldBeTrue();
        TableKey.Fits(new string('x', 461)).ShouldBeFalse();
        TableKey.Fits(new string('/', 92)).ShouldBeTrue();
        TableKey.Fits(new string('/', 93)).ShouldBeFalse();
    }
}
