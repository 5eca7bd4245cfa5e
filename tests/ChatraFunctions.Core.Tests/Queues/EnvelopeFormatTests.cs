using System.Text;
using ChatraFunctions.Queues;

namespace ChatraFunctions.Core.Tests.Queues;

public sealed class EnvelopeFormatTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Envelope_comes_back_with_its_body_to_the_byte()
    {
        var body = """{ "text": "שלום 🙂 \u00e9", "n": 1.50, "blob": "not a claim" }"""u8.ToArray();

        var (envelope, blobName) = EnvelopeFormat.Read(EnvelopeFormat.Write(new Envelope("id", "na\"me", At, body, "00-trace"), blobName: null));

        blobName.ShouldBeNull();
        (envelope.Id, envelope.Name, envelope.ReceivedAt, envelope.Traceparent).ShouldBe(("id", "na\"me", At, "00-trace"));
        envelope.Body.ToArray().ShouldBe(body);
    }

    [Fact]
    public void Claimed_envelope_names_its_blob_and_fits_a_queue_message()
    {
        var written = EnvelopeFormat.Write(new Envelope("id", "name", At, new byte[1_000_000]), "queue/id.json");

        written.Length.ShouldBeLessThan(EnvelopeFormat.MaxBytes);
        EnvelopeFormat.Read(written).BlobName.ShouldBe("queue/id.json");
    }

    [Fact]
    public void Longest_envelope_is_the_longest_queue_message_in_Base64() =>
        Convert.ToBase64String(new byte[EnvelopeFormat.MaxBytes]).Length.ShouldBe(64 * 1024);

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("{}")]
    [InlineData("""{"id":"x","name":"y","receivedAt":"yesterday","body":{}}""")]
    [InlineData("""{"id":"x","name":"y","receivedAt":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"id":5,"name":"y","receivedAt":"2026-01-01T00:00:00Z","body":{}}""")]
    public void Anything_else_is_told_apart(string message) =>
        Should.Throw<FormatException>(() => EnvelopeFormat.Read(Encoding.UTF8.GetBytes(message)));
}
