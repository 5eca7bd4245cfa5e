using System.Diagnostics;
using ChatraFunctions.Outbox;

namespace ChatraFunctions.Queues.Poison;

/// <summary>What can be told of a poison message's text without fetching anything.</summary>
internal sealed record MessageFacts
{
    /// <summary>The message as its function gets it; null when the text is not Base64, and no function ever did.</summary>
    public BinaryData? Body { get; private init; }

    /// <summary>Why no function can make sense of it; null when one can.</summary>
    public string? Problem { get; private init; }

    public Envelope? Envelope { get; private init; }

    /// <summary>Where the envelope's body is, when it was too long for the queue.</summary>
    public string? BlobName { get; private init; }

    public WakeUp? WakeUp { get; private init; }

    /// <summary>What a log may name it by: the event's id or the delivery's key.</summary>
    public string? Name => Envelope?.Id ?? WakeUp?.Key;

    public DateTimeOffset? AcceptedAt => Envelope?.ReceivedAt ?? WakeUp?.QueuedAt;

    public string? TraceId => ActivityContext.TryParse(Envelope?.Traceparent ?? WakeUp?.Traceparent, traceState: null, out var context)
        ? context.TraceId.ToHexString()
        : null;

    /// <param name="queue">The work queue, which decides what a message should be.</param>
    /// <param name="text">The text as it is in the queue.</param>
    public static MessageFacts Read(string queue, string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
            return new MessageFacts { Problem = "its text is not Base64" };

        var facts = new MessageFacts { Body = new BinaryData(bytes.AsMemory(0, length)) };
        try
        {
            return queue switch
            {
                QueueNames.Outbox or QueueNames.ChatraSend => facts.AsWakeUp(),
                QueueNames.Erasures => facts.AsErasure(),
                _ => facts.AsEnvelope(),
            };
        }
        catch (FormatException)
        {
            return facts with
            {
                Problem = queue switch
                {
                    QueueNames.Outbox or QueueNames.ChatraSend => "it is not a wake-up",
                    QueueNames.Erasures => "it is not a step of an erasure",
                    _ => "it is not an envelope",
                },
            };
        }
    }

    private MessageFacts AsWakeUp() => this with { WakeUp = Outbox.WakeUp.Read(Body!) };

    /// <summary>Whose it is stays within.</summary>
    private MessageFacts AsErasure()
    {
        Erasure.ErasureStep.Read(Body!);
        return this;
    }

    private MessageFacts AsEnvelope()
    {
        var (envelope, blobName) = EnvelopeFormat.Read(Body!.ToMemory());
        return this with { Envelope = envelope, BlobName = blobName };
    }
}
