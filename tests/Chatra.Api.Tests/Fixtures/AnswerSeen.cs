namespace Chatra.Api.Tests.Fixtures;

/// <summary>Tells when the head of an answer has reached the client.</summary>
internal sealed class AnswerSeen : DelegatingHandler
{
    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Seen => _seen.Task;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        _seen.SetResult();
        return response;
    }
}
