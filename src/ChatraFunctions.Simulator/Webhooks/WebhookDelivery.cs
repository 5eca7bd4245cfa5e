using System.Collections.Immutable;
using System.Text.Json;

namespace ChatraFunctions.Simulator.Webhooks;

/// <summary>An event and what became of it.</summary>
/// <param name="id">Ours; Chatra gives events none.</param>
/// <param name="eventName">One of the three.</param>
/// <param name="chatId">Whose chat it is of.</param>
/// <param name="json">The whole event, as it is sent.</param>
/// <param name="createdAt">When it happened.</param>
/// <param name="copies">How often it is sent on purpose.</param>
internal sealed class WebhookDelivery(string id, string eventName, string chatId, ReadOnlyMemory<byte> json, DateTimeOffset createdAt, int copies)
{
    private readonly Lock _gate = new();
    private ImmutableList<WebhookAttempt> _attempts = [];
    private int _open = copies;
    private bool _isRefused;

    public string Id => id;

    public string EventName => eventName;

    public string ChatId => chatId;

    public DateTimeOffset CreatedAt => createdAt;

    public WebhookStatus Status
    {
        get
        {
            lock (_gate)
                return _open > 0 ? WebhookStatus.Pending : _isRefused ? WebhookStatus.Failed : WebhookStatus.Delivered;
        }
    }

    public IReadOnlyList<WebhookAttempt> Attempts
    {
        get
        {
            lock (_gate)
                return _attempts;
        }
    }

    public JsonElement Body => JsonElement.Parse(json.Span);

    public ReadOnlyMemory<byte> ToJson() => json;

    public void Add(WebhookAttempt attempt)
    {
        lock (_gate)
            _attempts = _attempts.Add(attempt);
    }

    /// <summary>One of its copies is through, or given up.</summary>
    public void End(bool isDelivered)
    {
        lock (_gate)
        {
            _open--;
            _isRefused |= !isDelivered;
        }
    }
}
