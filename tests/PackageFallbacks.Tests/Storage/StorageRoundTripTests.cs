using System.Security.Cryptography;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;

namespace PackageFallbacks.Tests.Storage;

/// <summary>Azure.Storage.Common loads and runs on the System.IO.Hashing that is there.</summary>
public sealed class StorageRoundTripTests(TableAccount account)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_queue_message_comes_back_as_it_was()
    {
        var queue = new QueueClient(
            account.ConnectionString,
            NewName(),
            new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.CreateAsync(cancellationToken: Ending);

        await queue.SendMessageAsync("text ü 😀", TimeSpan.Zero, cancellationToken: Ending);

        (await queue.ReceiveMessageAsync(cancellationToken: Ending)).Value.Body.ToString().ShouldBe("text ü 😀");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(9_000_000)]
    public async Task A_blob_comes_back_as_it_was(int length)
    {
        var container = await NewContainerAsync();
        var content = RandomNumberGenerator.GetBytes(length);

        await container.UploadBlobAsync("blob", new BinaryData(content), Ending);

        (await container.GetBlobClient("blob").DownloadContentAsync(Ending)).Value.Content.ToArray().ShouldBe(content);
    }

    [Fact]
    public async Task An_upload_with_a_checksum_passes()
    {
        var container = await NewContainerAsync();
        var options = new BlobUploadOptions
        {
            TransferValidation = new UploadTransferValidationOptions { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5 },
        };

        await container.GetBlobClient("blob").UploadAsync(new BinaryData(new byte[100]), options, Ending);

        (await container.GetBlobClient("blob").ExistsAsync(Ending)).Value.ShouldBeTrue();
    }

    private static string NewName() => $"n{Guid.NewGuid():N}";

    private async Task<BlobContainerClient> NewContainerAsync()
    {
        var container = new BlobContainerClient(account.ConnectionString, NewName());
        await container.CreateAsync(cancellationToken: Ending);
        return container;
    }
}
