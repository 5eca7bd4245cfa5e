using System.Globalization;
using ChatraFunctions.Orders;
using ChatraFunctions.Orders.Texts;

namespace ChatraFunctions.Core.Tests.Orders.Texts;

/// <summary>What a template may be, and where it is wrong.</summary>
public sealed class MessageTemplateTests
{
    [Theory]
    [InlineData("Hi {{number}}\n\n {{total", 3, 9)]
    [InlineData("Hi {{}}", 1, 8)]
    [InlineData("a{{/if}}", 1, 2)]
    [InlineData("one\ntwo {{#if total}}x", 2, 5)]
    [InlineData("{{#if total}}\n{{#if number}}x{{/if}}\n{{/each}}", 3, 1)]
    [InlineData("Hi\n  {{shout number}}", 2, 3)]
    [InlineData("Hi {{#if total}}\n {{#shout number}}x{{/shout}}{{/if}}", 2, 2)]
    [InlineData("Hi\n{{> footer}}", 2, 1)]
    [InlineData("{{#*inline \"a\"}}{{> a}}{{/inline}}x", 1, 1)]
    public void Fault_is_named_with_its_place(string template, int line, int column)
    {
        var fault = Fault(template);

        (fault.Line, fault.Column).ShouldBe((line, column), fault.ToString());
        fault.Reason.ShouldNotBeNullOrWhiteSpace();
        fault.ToString().ShouldStartWith($"line {line}, column {column}: ");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("{{#if nothing}}never{{/if}}")]
    [InlineData("{{#if tracking}}only parcels{{/if}}")]
    public void Template_that_may_say_nothing_is_refused(string template) => Fault(template).Reason.ShouldBe("it gives no text");

    [Fact]
    public void Template_and_text_have_an_end()
    {
        Fault(new string('x', MessageTemplate.MaxLength + 1)).Reason.ShouldContain("16000");

        var template = MessageTemplate.Compile(string.Concat(Enumerable.Repeat("{{number}}", 1000)));
        Should.Throw<TemplateException>(() => template.Render(Order with { OrderNumber = new string('x', 400) }, CultureInfo.InvariantCulture)).Fault.Reason.ShouldContain("100000");
    }

    [Theory]
    [InlineData("{{#each @root}}{{#each @root}}{{#each @root}}{{#each @root}}{{#each @root}}x{{/each}}{{/each}}{{/each}}{{/each}}{{/each}}")]
    [InlineData("{{#a}}{{#b}}{{!-- {{/b}} --}}{{#c}}{{! {{/c}}{{#d}}{{^e}}x{{/e}}{{/d}}{{/c}}{{/b}}{{/a}}")]
    public void Blocks_within_blocks_have_an_end(string template) => Fault(template).Reason.ShouldBe("blocks may stand at most 4 deep in each other");

    [Fact]
    public void Template_that_repeats_everything_is_ended_at_the_longest_text() =>
        Fault("{{#each @root}}{{#each @root}}{{#each @root}}{{#each @root}}" + new string('x', 15_000) + "{{/each}}{{/each}}{{/each}}{{/each}}").Reason.ShouldContain("100000");

    [Fact]
    public void Template_sees_what_is_documented_and_nothing_else()
    {
        var template = MessageTemplate.Compile("{{kind}}|{{number}}|{{shop}}|{{total}}|{{amount}}|{{currency}}|{{tracking.number}}|{{tracking.company}}|{{tracking.url}}|{{statusUrl}}|{{customerId}}|{{Count}}");

        var text = template.Render(
            Order with { ShopDomain = "s", Total = "5", Currency = "EUR", CustomerId = "secret", Tracking = new Tracking("n", "c", "u"), StatusUrl = "w" },
            CultureInfo.GetCultureInfo("en"));

        text.ShouldStartWith("paid|7|s|€5.00|5.00|EUR|n|c|u|w||");
    }

    [Fact]
    public void Line_breaks_stay() => MessageTemplate.Compile("Hello,\n\nyour order {{number}}.\n").Render(Order, CultureInfo.InvariantCulture).ShouldBe("Hello,\n\nyour order 7.");

    private static OrderEvent Order => new() { Source = "cloudevents", Kind = OrderKind.Paid, OrderId = "7", OccurredAt = DateTimeOffset.UnixEpoch };

    private static TemplateFault Fault(string template) => Should.Throw<TemplateException>(() => MessageTemplate.Compile(template)).Fault;
}
