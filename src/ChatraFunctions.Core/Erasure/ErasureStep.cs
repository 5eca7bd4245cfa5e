using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatraFunctions.Erasure;

/// <summary>
/// A message of the queue <c>erasures</c>: what is to be done next. Each step looks for what is left and removes it, so that it may
/// come twice, or break off anywhere.
/// </summary>
/// <param name="Stage">What to look for.</param>
/// <param name="ClientId">Whose; null for what is too old to be kept, whoever's it is.</param>
/// <param name="Before">What is later than this stays: it is another conversation.</param>
/// <param name="CustomerIds">The shop's own ids of the same person, as far as they are known.</param>
/// <param name="Token">Where a stage that has to look at everything goes on.</param>
/// <param name="Pass">How often it was all gone through: see <see cref="ErasureWork"/>.</param>
/// <param name="ChatId">The chat of <see cref="ErasureStage.Chat"/>.</param>
/// <param name="ChatsBefore">The same as <paramref name="Before"/> of what was said in chats, where that is later: see <see cref="ChatEraser.LatestStoredAsync"/>.</param>
internal sealed record ErasureStep(
    ErasureStage Stage, string? ClientId, DateTimeOffset Before, IReadOnlyList<string> CustomerIds, string? Token = null, int Pass = 0, string? ChatId = null, DateTimeOffset? ChatsBefore = null)
{
    /// <summary>What was said later than this stays.</summary>
    [JsonIgnore]
    public DateTimeOffset SaidBefore => ChatsBefore > Before ? ChatsBefore.Value : Before;

    public BinaryData ToMessage() => new(JsonSerializer.SerializeToUtf8Bytes(this, ErasureJson.Default.ErasureStep));

    /// <exception cref="FormatException">It is no step; the message belongs in the poison queue.</exception>
    public static ErasureStep Read(BinaryData message)
    {
        try
        {
            if (JsonSerializer.Deserialize(message, ErasureJson.Default.ErasureStep) is { CustomerIds: not null } step)
                return step;
        }
        catch (JsonException exception)
        {
            throw new FormatException("A queue message is not a step of an erasure: it is not the JSON expected.", exception);
        }

        throw new FormatException("A queue message is not a step of an erasure: it lacks properties.");
    }
}
