using System.Net;
using ChatraFunctions.Tests.Harness;

namespace ChatraFunctions.Tests.Contract;

/// <summary>GET /chats/{chatId} in its forms, and GET /export.</summary>
public sealed class FormatTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly Api _api = fixture.App.Api;

    [Theory]
    [InlineData("application/json", "application/json", "{\"chatId\"")]
    [InlineData("text/markdown", "text/markdown", "# ")]
    [InlineData("text/html", "text/html", "<!doctype html>")]
    [InlineData("text/csv", "text/csv", "chatId,messageId,")]
    public async Task A_chat_comes_in_the_form_that_is_accepted(string accept, string contentType, string start)
    {
        var chatId = await StoreAsync();

        var answer = (await _api.SendAsync("GET", $"chats/{chatId}", headers: ("Accept", accept))).ShouldBe(HttpStatusCode.OK);

        answer.ContentType.ShouldBe(contentType);
        answer.Body.ShouldStartWith(start);
        answer.Headers["Vary"].ShouldBe("Accept");
        answer.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
        answer.Headers["Content-Security-Policy"].ShouldStartWith("default-src 'none'; style-src 'sha256-");
    }

    [Fact]
    public async Task Nothing_that_is_accepted_is_406_with_the_list() =>
        (await _api.SendAsync("GET", "chats/x", headers: ("Accept", "image/png"))).ShouldBeProblem(HttpStatusCode.NotAcceptable)
            .Json["detail"]!.GetValue<string>().ShouldContain("application/json, text/markdown, text/html, text/csv");

    [Fact]
    public async Task The_parameter_counts_before_the_header()
    {
        var chatId = await StoreAsync();

        (await _api.SendAsync("GET", $"chats/{chatId}?format=csv", headers: ("Accept", "image/png"))).ShouldBe(HttpStatusCode.OK).ContentType.ShouldBe("text/csv");
        (await _api.GetAsync($"chats/{chatId}?format=pdf")).ShouldBeProblem(HttpStatusCode.BadRequest).Pointers.ShouldBe(["?format"]);
    }

    [Theory]
    [InlineData("ndjson", "application/x-ndjson")]
    [InlineData("csv", "text/csv")]
    [InlineData("markdown", "text/markdown")]
    public async Task A_range_is_exported_as_a_file(string format, string contentType)
    {
        var chatId = await StoreAsync();

        var answer = (await _api.GetAsync($"export?from=2015-09-01&to=2015-09-30&format={format}")).ShouldBe(HttpStatusCode.OK);

        answer.ContentType.ShouldBe(contentType);
        answer.Headers["Content-Disposition"].ShouldStartWith("attachment; filename=\"chats-2015-09-01-2015-09-30.");
        answer.Body.ShouldContain(chatId);
    }

    [Fact]
    public async Task An_export_without_days_is_refused() => (await _api.GetAsync("export")).ShouldBeProblem(HttpStatusCode.BadRequest).Pointers.ShouldBe(["?from"]);

    private async Task<string> StoreAsync()
    {
        var chatId = Events.NewId();
        await _api.PostWebhookAsync(Events.Transcript(chatId).ToJsonString());
        await _api.ChatAsync(chatId, messages: 6, sessions: 1);
        return chatId;
    }
}
