using ChatraFunctions.Requests;
using ChatraFunctions.Transcripts.Formats;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Core.Tests.Transcripts.Formats;

public sealed class FormatChoiceTests
{
    [Theory]
    [InlineData(null, null, "json")]
    [InlineData("*/*", null, "json")]
    [InlineData("text/html", null, "html")]
    [InlineData("TEXT/HTML; charset=utf-8", null, "html")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", null, "html")]
    [InlineData("text/*", null, "markdown")]
    [InlineData("text/csv, text/html;q=0.5", null, "csv")]
    [InlineData("text/csv;q=0.1, text/html;q=0.5", null, "html")]
    [InlineData("*/*;q=0.5, application/json;q=0", null, "markdown")]
    [InlineData("nonsense", null, "json")]
    [InlineData("text/html", "csv", "csv")]
    [InlineData("image/png", "MD", "markdown")]
    public void Parameter_counts_before_Accept_and_of_that_what_is_wanted_most(string? accept, string? format, string expected) =>
        FormatChoice.Of(Request(accept, format), ChatFormat.OfOneChat).Value.ShouldNotBeNull().Name.ShouldBe(expected);

    [Theory]
    [InlineData("image/png")]
    [InlineData("text/html;q=0")]
    [InlineData("application/xml, image/*")]
    public void Nothing_that_would_be_taken_is_406_with_the_list(string accept)
    {
        var refusal = FormatChoice.Of(Request(accept, null), ChatFormat.OfOneChat).Refusal.ShouldNotBeNull();

        refusal.Reason.ShouldBe(RefusalReason.NotAcceptable);
        foreach (var format in ChatFormat.OfOneChat)
            refusal.Detail.ShouldContain(format.MediaType);
    }

    [Fact]
    public void Unknown_parameter_is_400_with_the_list()
    {
        var refusal = FormatChoice.Of(Request(null, "pdf"), ChatFormat.OfOneChat).Refusal.ShouldNotBeNull();

        refusal.Reason.ShouldBe(RefusalReason.Invalid);
        refusal.Faults.Single().ShouldBe(new Fault("?format", "expected one of json, markdown, html, csv"));
    }

    private static HttpRequest Request(string? accept, string? format)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Accept = accept;
        if (format is not null)
            request.QueryString = QueryString.Create("format", format);

        return request;
    }
}
