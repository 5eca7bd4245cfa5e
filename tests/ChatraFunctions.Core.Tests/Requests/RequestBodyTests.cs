using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Core.Tests.Requests;

/// <summary>Over real HTTP: lengths that are announced, that are not, and that lie.</summary>
public sealed class RequestBodyTests : IAsyncLifetime
{
    private const int Limit = 100_000;

    private WebApplication _app = null!;
    private HttpClient _client = null!;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(async context =>
        {
            var body = await RequestBody.ReadJsonAsync(context.Request, Limit, context.RequestAborted);
            context.Response.StatusCode = (int?)body.Refusal?.Reason ?? 200;
            await context.Response.WriteAsync($"{body.Value?.Length}", Ending);
        });
        await _app.StartAsync(Ending);
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData(1, HttpStatusCode.OK)]
    [InlineData(Limit, HttpStatusCode.OK)]
    [InlineData(Limit + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(50 * Limit, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(0, HttpStatusCode.BadRequest)]
    public async Task Length_decides_announced_or_not_and_the_connection_lives_on(int length, HttpStatusCode status)
    {
        foreach (var chunked in new[] { false, true })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(new byte[length]) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.TransferEncodingChunked = chunked;
            if (length > Limit && chunked)
                request.Headers.ExpectContinue = false;

            (await _client.SendAsync(request, Ending)).StatusCode.ShouldBe(status, $"chunked: {chunked}");
        }
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData("application/json; charset=utf-8", HttpStatusCode.OK)]
    [InlineData("APPLICATION/JSON", HttpStatusCode.OK)]
    [InlineData("application/cloudevents+json", HttpStatusCode.OK)]
    [InlineData("text/json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/jsonp", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    public async Task Only_what_is_declared_as_JSON_is_read(string contentType, HttpStatusCode status)
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        (await _client.PostAsync(new Uri("/", UriKind.Relative), content, Ending)).StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task Body_that_breaks_off_is_a_bad_request()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(_app.Urls.Single()).Port, Ending);
        var stream = socket.GetStream();
        await stream.WriteAsync("POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\nzz\r\n"u8.ToArray(), Ending);

        using var reader = new StreamReader(stream, Encoding.ASCII);
        (await reader.ReadLineAsync(Ending)).ShouldNotBeNull().ShouldContain("400");
    }
}
