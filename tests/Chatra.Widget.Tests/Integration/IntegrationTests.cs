namespace Chatra.Widget.Tests.Integration;

/// <summary>"Values must be Strings, Numbers or Booleans", and null in updates.</summary>
public sealed class IntegrationTests
{
    [Fact]
    public void Main_properties_and_ones_of_the_shop_s_own_are_rendered_in_the_order_they_were_set() =>
        new ChatraIntegration { Name = "Lion", Email = "lion@oz.example", Phone = "41", Notes = "Brave?" }
            .Set("What does he do", "Goes to Oz").Set("Orders", 3).Set("Spent", 12.5m).Set("Score", 0.1).Set("Member", true)
            .ToJson()
            .ShouldBe("""{"name":"Lion","email":"lion@oz.example","phone":"41","notes":"Brave?","What does he do":"Goes to Oz","Orders":3,"Spent":12.5,"Score":0.1,"Member":true}""");

    [Fact]
    public void What_is_null_is_left_out_and_what_is_empty_is_sent() =>
        new ChatraIntegration { Name = null, Notes = "" }.ToJson().ShouldBe("""{"notes":""}""");

    [Fact]
    public void The_last_value_of_a_name_counts() =>
        new ChatraIntegration { Name = "a" }.Set("name", "b").Set("x", 1).Set("x", "2").ToJson().ShouldBe("""{"name":"b","x":"2"}""");

    [Theory]
    [InlineData(9_007_199_254_740_991, true)]
    [InlineData(9_007_199_254_740_992, false)]
    [InlineData(-9_007_199_254_740_991, true)]
    [InlineData(-9_007_199_254_740_992, false)]
    public void A_number_that_JavaScript_would_change_is_refused(long number, bool isAllowed)
    {
        foreach (var set in new Func<ChatraIntegration>[] { () => new ChatraIntegration().Set("n", number), () => new ChatraIntegration().Set("n", (decimal)number) })
        {
            if (isAllowed)
                set().ToJson().ShouldBe($$"""{"n":{{number}}}""");
            else
                Should.Throw<ChatraWidgetException>(set).Name.ShouldBe("n");
        }
    }

    [Theory]
    [InlineData(1e20, "1E+20")]
    [InlineData(9_007_199_254_740_992d, "9007199254740992")]
    [InlineData(-0.5, "-0.5")]
    public void A_double_is_what_JavaScript_has_and_sent_as_it_is(double number, string json) =>
        new ChatraIntegration().Set("n", number).ToJson().ShouldBe($$"""{"n":{{json}}}""");

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_no_number_is_refused(double number) =>
        Should.Throw<ChatraWidgetException>(() => new ChatraIntegration().Set("n", number)).Message.ShouldBe("n must be a Number, and a finite one; got a number that is none");

    [Fact]
    public void Null_is_for_updates_only()
    {
        Should.Throw<ChatraWidgetException>(() => new ChatraIntegration().Set("phone", null!)).Message
            .ShouldBe("phone must be a String, Number or Boolean; null only in updates; got null");
        Should.Throw<ChatraWidgetException>(() => new ChatraIntegrationUpdate().Set("phone", null!));

        ChatraCall.UpdateIntegrationData(new ChatraIntegrationUpdate().Set("a", 1).Set("b", 1.5).Set("c", 2m).Set("d", false).Set("e", "f").Remove("phone"))
            .ToJson().ShouldBe("""["updateIntegrationData",{"a":1,"b":1.5,"c":2,"d":false,"e":"f","phone":null}]""");
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("__proto__")]
    public void A_name_that_is_no_property_s_is_refused(string? name)
    {
        Should.Throw<ChatraWidgetException>(() => new ChatraIntegration().Set(name!, "x"));
        Should.Throw<ChatraWidgetException>(() => new ChatraIntegrationUpdate().Remove(name!));
    }

    [Fact]
    public void Their_texts_name_what_is_set_and_show_nobody()
    {
        $"{new ChatraIntegration { Name = "Zebra" }.Set("x", "Zebra")}".ShouldBe("ChatraIntegration { name, x }");
        $"{new ChatraIntegrationUpdate().Set("y", "Zebra")}".ShouldBe("ChatraIntegrationUpdate { y }");
        $"{new ChatraWidget("a") { Integration = new ChatraIntegration { Name = "Zebra" } }}".ShouldNotContain("Zebra");
    }
}
