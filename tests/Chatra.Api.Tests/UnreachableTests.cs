using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Chatra.Api.Tests.Fixtures;

namespace Chatra.Api.Tests;

/// <summary>No connection: the request was certainly not sent, and may be sent again.</summary>
public sealed class UnreachableTests
{
    [Fact]
    public async Task Refused_connection_is_unreachable()
    {
        // Bound but not listening: the port stays ours and refuses.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        await ShouldBeUnreachableAsync($"http://{socket.LocalEndPoint}/api/");
    }

    [Fact]
    public Task Unknown_host_is_unreachable() => ShouldBeUnreachableAsync("http://chatra.invalid/api/");

    [Fact]
    public async Task Failed_TLS_handshake_is_unreachable()
    {
        await using var chatra = await SimulatedChatra.StartAsync();

        await ShouldBeUnreachableAsync(chatra.BaseUrl.Replace("http:", "https:", StringComparison.Ordinal));

        (await chatra.RequestsAsync()).Count.ShouldBe(0);
    }

    [Fact]
    public async Task Connecting_that_takes_too_long_is_unreachable()
    {
        // A full backlog: the system answers no further attempt to connect.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var waiting = Enumerable.Range(0, 8)
            .Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false })
            .ToList();
        waiting.ForEach(socket => socket.ConnectAsync(new SocketAsyncEventArgs { RemoteEndPoint = listener.LocalEndPoint }));

        var started = Stopwatch.GetTimestamp();
        await ShouldBeUnreachableAsync($"http://{listener.LocalEndPoint}/api/");
        Stopwatch.GetElapsedTime(started).ShouldBeInRange(TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(5)); // Of the 30 for an answer.

        waiting.ForEach(socket => socket.Dispose());
    }

    [Theory]
    [InlineData(30_000, 1_000)]
    [InlineData(3_000, 1_000)]
    [InlineData(1_500, 500)]
    public void Connecting_may_take_a_second_or_a_third_of_the_time_out(int timeout, int connecting) =>
        new ChatraOptions { Timeout = TimeSpan.FromMilliseconds(timeout) }.ConnectTimeout.ShouldBe(TimeSpan.FromMilliseconds(connecting));

    private static async Task ShouldBeUnreachableAsync(string baseUrl)
    {
        var messages = Client.For(baseUrl).PushedMessages;
        var error = await Should.ThrowAsync<ChatraApiException>(
            () => messages.CreateAsync(new("client-1", "text"), TestContext.Current.CancellationToken));
        (error.Kind, error.Status).ShouldBe((ChatraErrorKind.Unreachable, null));
    }
}
