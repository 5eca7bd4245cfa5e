using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Azure;
using Azure.Storage.Blobs.Models;
using ChatraFunctions.Storage;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Orders.Texts;

/// <summary>
/// The shop's own texts: blobs <c>chatra-templates/{language}/{kind}.hbs</c>. The container is listed once a minute at most, and only a
/// blob whose ETag is new is read; so a text counts everywhere within a minute after it was put there.
/// </summary>
public sealed partial class TemplateOverrides(StorageAccount account, TimeProvider time, ILogger<TemplateOverrides> logger) : IDisposable
{
    private const string Separator = "/";

    /// <summary>Eight languages, a few more, and their variants have fewer.</summary>
    private const int MaxTemplates = 500;

    /// <summary>In bytes; a longer one is not even read.</summary>
    private const int MaxBytes = MessageTemplate.MaxLength * 3;

    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    private static readonly FrozenDictionary<string, OverriddenTemplate> None = FrozenDictionary<string, OverriddenTemplate>.Empty;

    private readonly SemaphoreSlim _gate = new(1);

    private volatile Snapshot? _snapshot;

    /// <summary>The name of the blob, which is looked for in upper and lower case.</summary>
    public static string NameOf(string language, OrderKind kind) => $"{language}{Separator}{kind.Name()}.hbs";

    /// <summary>Null where there is none.</summary>
    /// <exception cref="RequestFailedException">Nothing is known of the container yet: a text that the shop replaced must not go out.</exception>
    public async Task<OverriddenTemplate?> FindAsync(string language, OrderKind kind, CancellationToken cancellationToken)
    {
        var snapshot = _snapshot is { } known && time.GetUtcNow() - known.At < Freshness ? known : await RefreshAsync(cancellationToken);
        return snapshot.Templates.GetValueOrDefault(NameOf(language, kind));
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>One at a time; whoever waited finds it done. While storage does not answer, what was known goes on counting.</summary>
    private async Task<Snapshot> RefreshAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_snapshot is { } known && time.GetUtcNow() - known.At < Freshness)
                return known;

            var templates = await ReadAllAsync(_snapshot?.Templates ?? None, cancellationToken);
            return _snapshot = new Snapshot(time.GetUtcNow(), templates);
        }
        catch (Exception exception) when (_snapshot is not null && StorageOutage.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            Log.NotRead(logger, exception);
            return _snapshot = _snapshot with { At = time.GetUtcNow() };
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<FrozenDictionary<string, OverriddenTemplate>> ReadAllAsync(
        FrozenDictionary<string, OverriddenTemplate> known, CancellationToken cancellationToken)
    {
        var templates = new Dictionary<string, OverriddenTemplate>(StringComparer.OrdinalIgnoreCase);
        try
        {
            await foreach (var blob in account.Container(ContainerNames.Templates).GetBlobsAsync(cancellationToken: cancellationToken))
            {
                if (templates.Count == MaxTemplates)
                    break;

                if (!Name().IsMatch(blob.Name))
                    Log.NotATemplate(logger, blob.Name.Length);
                else if (known.GetValueOrDefault(blob.Name) is { } unchanged && unchanged.ETag == blob.Properties.ETag && unchanged.BlobName == blob.Name)
                    templates.TryAdd(blob.Name, unchanged);
                else if (await ReadAsync(blob, cancellationToken) is { } changed)
                    templates.TryAdd(blob.Name, changed);
            }
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return None; // Without the container there is no text of the shop's own.
        }

        return templates.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Null when it was deleted after it was listed. The ETag is the list's: a blob's own answer writes it in quotes, and where it was
    /// changed in between, the next list shows it as new.
    /// </summary>
    private async Task<OverriddenTemplate?> ReadAsync(BlobItem blob, CancellationToken cancellationToken)
    {
        if (blob.Properties.ContentLength > MaxBytes)
            return Refuse(blob.Name, blob.Properties.ETag ?? default, new TemplateFault($"it is longer than {MaxBytes} bytes"));

        try
        {
            var content = await account.Container(ContainerNames.Templates).GetBlobClient(blob.Name).DownloadContentAsync(cancellationToken);
            return Compile(blob.Name, blob.Properties.ETag ?? default, content.Value.Content.ToString());
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    private OverriddenTemplate Compile(string blobName, ETag etag, string source)
    {
        try
        {
            var template = MessageTemplate.Compile(source.TrimStart('\uFEFF'));
            Log.Read(logger, blobName, etag);
            return new OverriddenTemplate(blobName, etag, template, Fault: null);
        }
        catch (TemplateException exception)
        {
            return Refuse(blobName, etag, exception.Fault);
        }
    }

    private OverriddenTemplate Refuse(string blobName, ETag etag, TemplateFault fault)
    {
        Log.Refused(logger, blobName, fault);
        return new OverriddenTemplate(blobName, etag, Template: null, fault);
    }

    [GeneratedRegex(@"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}/(placed|paid|shipped|delivered|cancelled|refunded)\.hbs\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    private sealed record Snapshot(DateTimeOffset At, FrozenDictionary<string, OverriddenTemplate> Templates);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The template chatra-templates/{Blob} is in use, version {Version}")]
        public static partial void Read(ILogger logger, string blob, ETag version);

        [LoggerMessage(2, LogLevel.Error, "The template chatra-templates/{Blob} cannot be used, and the built-in one is: {Fault}")]
        public static partial void Refused(ILogger logger, string blob, TemplateFault fault);

        [LoggerMessage(3, LogLevel.Warning, "The container chatra-templates could not be read; its texts of before count")]
        public static partial void NotRead(ILogger logger, Exception exception);

        [LoggerMessage(4, LogLevel.Debug, "A blob of chatra-templates is not named {{language}}/{{kind}}.hbs; its name has {Length} characters")]
        public static partial void NotATemplate(ILogger logger, int length);
    }
}
