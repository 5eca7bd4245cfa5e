using System.IO.Pipelines;

namespace ChatraFunctions.Transcripts.Formats;

/// <summary>Sends on what was written, in pieces that are worth it; whoever reads slowly is waited for.</summary>
internal static class Flushing
{
    private const int Bytes = 64 * 1024;

    public static async ValueTask FlushSomeAsync(this PipeWriter output, ChatWriter writer, CancellationToken cancellationToken)
    {
        writer.Commit();
        if (!output.CanGetUnflushedBytes || output.UnflushedBytes > Bytes)
            await output.FlushAsync(cancellationToken);
    }
}
