using System.Text;
using ChatraFunctions.Requests;

namespace ChatraFunctions.Core.Tests.Requests;

public sealed class JsonBodyTests
{
    [Theory]
    [InlineData(@"a\ud83db", "a\uFFFDb")]
    [InlineData(@"\ude00", "\uFFFD")]
    [InlineData(@"\ud83d\ud83d\ude00", "\uFFFD\U0001F600")]
    [InlineData(@"\uD83D\uDE00", "\U0001F600")]
    [InlineData(@"\\ud83d", @"\ud83d")]
    [InlineData(@"\\\ud83d", "\\\uFFFD")]
    [InlineData(@"\ud83d\n", "\uFFFD\n")]
    public void Half_a_surrogate_pair_becomes_the_replacement_character(string escaped, string read)
    {
        using var document = JsonBody.ParseObject(Encoding.UTF8.GetBytes($$"""{"text":"{{escaped}}"}""")).Value;

        document.ShouldNotBeNull().RootElement.GetProperty("text").GetString().ShouldBe(read);
    }

    [Fact]
    public void Object_of_64_levels_is_read_and_one_of_65_is_not()
    {
        byte[] Nested(int levels) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"a":""", levels - 1)) + "{}" + new string('}', levels - 1));

        JsonBody.ParseObject(Nested(64)).IsRefused.ShouldBeFalse();
        JsonBody.ParseObject(Nested(65)).Refusal.ShouldNotBeNull().Detail.ShouldContain("64 levels");
    }

    [Fact]
    public void Fault_is_named_where_it_is()
    {
        JsonBody.ParseObject("{\n  \"a\": tru\n}"u8.ToArray()).Refusal!.Detail.ShouldContain("line 2");
        JsonBody.ParseObject("{\"a\":1,\"a\":2}"u8.ToArray()).Refusal!.Detail.ShouldContain("two properties");
        JsonBody.ParseObject("[]"u8.ToArray()).Refusal!.Faults.ShouldHaveSingleItem().ShouldBe(new Fault("", "expected an object, got an array"));
        JsonBody.ParseObject(new byte[] { 0x7B, 0xFF, 0x7D }).Refusal!.Detail.ShouldContain("UTF-8");
    }

    [Fact]
    public void Body_of_a_hundred_thousand_properties_is_read() =>
        JsonBody.ParseObject(Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, 100_000).Select(number => $"\"p{number}\":1")) + "}")).IsRefused.ShouldBeFalse();
}
