using System.Text;
using Azure.Storage.Blobs.Models;
using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Orders;
using ChatraFunctions.Orders.Texts;
using ChatraFunctions.Requests;
using ChatraFunctions.Storage;
using Microsoft.AspNetCore.Http;
using TestKit;

namespace ChatraFunctions.Core.Tests.Orders.Texts;

/// <summary>The shop's own texts, and their preview.</summary>
public sealed class TemplateOverridesTests(AzuriteFixture azurite)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Blob_stands_for_the_built_in_text_a_minute_after_it_was_put_there_at_the_latest()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        (await WriteAsync(stack, "de")).ShouldStartWith("Wir haben Ihre Zahlung");

        await PutAsync(stack, "de/paid.hbs", "Bezahlt: {{number}}");
        (await WriteAsync(stack, "de")).ShouldStartWith("Wir haben Ihre Zahlung");
        stack.Time.Advance(TimeSpan.FromMinutes(1));
        (await WriteAsync(stack, "de")).ShouldBe("Bezahlt: 7");

        await PutAsync(stack, "de/paid.hbs", "Bezahlt! {{number}}");
        stack.Time.Advance(TimeSpan.FromMinutes(1));
        (await WriteAsync(stack, "de")).ShouldBe("Bezahlt! 7");

        await stack.Account.Container(ContainerNames.Templates).DeleteBlobAsync("de/paid.hbs", cancellationToken: Ending);
        stack.Time.Advance(TimeSpan.FromMinutes(1));
        (await WriteAsync(stack, "de")).ShouldStartWith("Wir haben Ihre Zahlung");
    }

    [Theory]
    [InlineData("pt-BR", "Brasil")]
    [InlineData("pt", "Portugal")]
    [InlineData("pt-AO", "Portugal")]
    [InlineData("pl-PL", "Polska")]
    [InlineData("sv", "Default")]
    [InlineData(null, "Default")]
    [InlineData("de-AT", "Wir haben Ihre Zahlung für die Bestellung 7 erhalten. Vielen Dank! Sobald sie unterwegs ist, melden wir uns.")]
    public async Task Exact_locale_then_its_language_then_the_default(string? locale, string expected)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        foreach (var (name, text) in new[] { ("pt-BR", "Brasil"), ("pt", "Portugal"), ("pl", "Polska"), ("en", "Default") })
            await PutAsync(stack, $"{name}/paid.hbs", text);

        (await WriteAsync(stack, locale)).ShouldBe(expected);
    }

    [Fact]
    public async Task Blob_is_read_once_while_it_stays_the_same()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await PutAsync(stack, "en/paid.hbs", "Paid: {{number}}");
        for (var minute = 0; minute < 5; minute++)
        {
            await WriteAsync(stack, "en");
            await WriteAsync(stack, "fr");
            stack.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var calls = stack.Proxy.CallsTo(StorageService.Blob).Where(call => call.Method == "GET").ToList();
        calls.Count(call => call.Resource.EndsWith("paid.hbs", StringComparison.Ordinal)).ShouldBe(1);
        calls.Count.ShouldBe(6);
    }

    [Theory]
    [InlineData("Paid {{#if number}}")]
    [InlineData("Paid {{shout number}}")]
    [InlineData("{{#if nothing}}x{{/if}}")]
    public async Task Template_that_cannot_be_used_is_logged_and_the_built_in_one_used(string template)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await PutAsync(stack, "en/paid.hbs", template);

        (await WriteAsync(stack, "en")).ShouldStartWith("We have received your payment");

        stack.Log.Lines.ShouldContain(line => line.Contains("chatra-templates/en/paid.hbs cannot be used"));
        var refusal = (await PreviewAsync(stack, "en", "paid", """{"order":{"orderId":"7"}}""")).Refusal!;
        refusal.Faults.ShouldHaveSingleItem().Pointer.ShouldBe("/template");
        refusal.Detail.ShouldContain("chatra-templates/en/paid.hbs");
    }

    [Fact]
    public async Task Blobs_of_other_names_and_absurd_size_do_no_harm()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        foreach (var name in new[] { "paid.hbs", "en/paid.txt", "en/eaten.hbs", "notes/en/paid.hbs" })
            await PutAsync(stack, name, "Nonsense");
        await PutAsync(stack, "en/paid.hbs", new string('x', 100_000));

        (await WriteAsync(stack, "en")).ShouldStartWith("We have received your payment");
    }

    [Fact]
    public async Task Without_the_container_the_built_in_texts_are_used()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await stack.Account.Container(ContainerNames.Templates).DeleteAsync(cancellationToken: Ending);

        (await WriteAsync(stack, "it")).ShouldStartWith("Abbiamo ricevuto");
    }

    [Fact]
    public async Task While_storage_is_out_the_text_of_before_counts_and_at_first_none_does()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await PutAsync(stack, "en/paid.hbs", "Paid: {{number}}");
        stack.Proxy.BeforeForward = call => Task.FromResult<FaultAction?>(call.Service == StorageService.Blob ? FaultAction.Answer(403) : null);
        await Should.ThrowAsync<Azure.RequestFailedException>(WriteAsync(stack, "en"));

        stack.Proxy.BeforeForward = null;
        (await WriteAsync(stack, "en")).ShouldBe("Paid: 7");
        stack.Proxy.BeforeForward = call => Task.FromResult<FaultAction?>(call.Service == StorageService.Blob ? FaultAction.Answer(403) : null);
        stack.Time.Advance(TimeSpan.FromHours(1));
        (await WriteAsync(stack, "en")).ShouldBe("Paid: 7");
    }

    [Fact]
    public async Task Preview_shows_a_given_template_in_any_language()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        var shown = (await PreviewAsync(stack, "de-CH", "placed", """{"order":{"orderId":"7","total":1234.5,"currency":"CHF"},"template":"Grüezi: {{total}} {{number}}"}""")).Value!;

        (MoneyTests.PlainSpaces(shown.Text), shown.Template).ShouldBe(("Grüezi: CHF 1’234.50 7", "given"));
    }

    [Fact]
    public async Task Preview_without_a_template_shows_the_one_in_use()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        await PutAsync(stack, "nl/paid.hbs", "Betaald: {{number}}");
        const string Body = """{"order":{"orderId":"7"}}""";

        (await PreviewAsync(stack, "nl-BE", "paid", Body)).Value!.ShouldBe(new PreviewedText("Betaald: 7", "nl", "own"));
        (await PreviewAsync(stack, "nl-BE", "PLACED", Body)).Value!.ShouldBe(new PreviewedText("Bedankt voor uw bestelling 7! We hebben deze ontvangen.", "nl", "builtIn"));
        (await PreviewAsync(stack, "sv", "delivered", """{"orderId":"7"}""")).Value!.Language.ShouldBe("en");
    }

    [Theory]
    [InlineData("en", "paid", """{"order":{"orderId":"7"},"template":"a\nb {{#if x}}"}""", "/template", "line 2, column 3")]
    [InlineData("en", "paid", """{"order":{"orderId":"7"},"template":""}""", "/template", "empty")]
    [InlineData("en", "paid", """{"order":{"orderId":"7"},"template":7}""", "/template", "string")]
    [InlineData("en", "paid", """{"order":{}}""", "/order/orderId", "required")]
    [InlineData("en", "paid", """{"order":"7"}""", "/order", "object")]
    [InlineData("en", "paid", """{"template":"x"}""", "/order", "required")]
    public async Task Preview_says_what_is_wrong_and_where(string language, string kind, string body, string pointer, string reason)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        var fault = (await PreviewAsync(stack, language, kind, body)).Refusal!.Faults.ShouldHaveSingleItem();

        fault.Pointer.ShouldBe(pointer);
        fault.Reason.ShouldContain(reason);
    }

    [Theory]
    [InlineData("en", "eaten")]
    [InlineData("e", "paid")]
    [InlineData("../x", "paid")]
    public async Task Preview_of_no_language_or_no_kind_is_not_found(string language, string kind)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);

        (await PreviewAsync(stack, language, kind, """{"order":{"orderId":"7"}}""")).Refusal!.Reason.ShouldBe(RefusalReason.NotFound);
    }

    private static Task<string> WriteAsync(OutboxStack stack, string? locale) => stack.Get<MessageTexts>().WriteAsync(
        new OrderEvent { Source = "cloudevents", Kind = OrderKind.Paid, OrderId = "7", Locale = locale, OccurredAt = DateTimeOffset.UnixEpoch }, Ending);

    private static Task<Outcome<PreviewedText>> PreviewAsync(OutboxStack stack, string language, string kind, string body)
    {
        var context = new DefaultHttpContext { Request = { Method = "POST", ContentType = "application/json", Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) } };
        return stack.Get<TemplatePreview>().ShowAsync(language, kind, context.Request, Ending);
    }

    private static async Task PutAsync(OutboxStack stack, string name, string template) => await stack.Account.Container(ContainerNames.Templates)
        .GetBlobClient(name).UploadAsync(new BinaryData(template), new BlobUploadOptions(), Ending);
}
