using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace TinyAE.Datasets;

/// <summary>Brings one file from the web to the disk: whole and with the right SHA-256, or not at all.</summary>
/// <remarks>
/// What has arrived stands in PATH.partial and is taken up again (HTTP Range, RFC 9110 section 14) after a broken connection, a stalled
/// answer, or in another process after Ctrl-C. A server that ignores the range sends all again. The file gets its name when its sum is
/// right, so that a file of that name is never half a file; with a wrong sum the partial file is removed.
/// No answer can fill the disk: what is longer than the known size is refused.
/// </remarks>
internal sealed class Download(HttpClient client, DownloadOptions options)
{
    /// <summary>What ends the name of a file that is not complete.</summary>
    internal const string Partial = ".partial";

    private const int BufferSize = 1 << 16;

    /// <summary>Downloads a file.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="file">What it must be.</param>
    /// <param name="path">Where it shall be; the folder exists. A file there is replaced in the end.</param>
    /// <param name="progress">Told how many of its bytes are here; less than before if the transfer begins anew.</param>
    /// <param name="cancellation">Stops; the partial file stays for the next call.</param>
    /// <exception cref="DownloadException">It cannot be had from there, or has a wrong size or sum.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal async Task FetchAsync(Uri source, RemoteFile file, string path, Action<long>? progress, CancellationToken cancellation)
    {
        string partial = path + Partial;
        using (FileStream stream = new(partial, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, BufferSize))
        {
            bool hasPast = stream.Length > 0;
            await ReceiveAllAsync(source, file, stream, progress, cancellation);
            string found = Sha256(stream);
            if (found != file.Sha256 && hasPast) // what an earlier call left may be at fault
            {
                stream.SetLength(0);
                await ReceiveAllAsync(source, file, stream, progress, cancellation);
                found = Sha256(stream);
            }

            if (found != file.Sha256)
            {
                stream.Close();
                File.Delete(partial);
                throw new DownloadException($"{source} has the SHA-256 {found}, expected {file.Sha256}; what came has been removed");
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
    }

    /// <summary>The SHA-256 of a stream from its beginning, as hexadecimal digits in lower case.</summary>
    internal static string Sha256(Stream stream)
    {
        stream.Position = 0;
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private async Task ReceiveAllAsync(
        Uri source, RemoteFile file, FileStream stream, Action<long>? progress, CancellationToken cancellation)
    {
        for (int failures = 0; stream.Length != file.Size; failures++)
        {
            try
            {
                await ReceiveAsync(source, file, stream, progress, cancellation);
                return;
            }
            catch (DownloadException passing) when (passing.MayPass && failures < options.Retries)
            {
                await Task.Delay(options.Pause * Math.ScaleB(1, failures), cancellation);
            }
        }
    }

    // One request: the rest of the file, or all of it.
    private async Task ReceiveAsync(Uri source, RemoteFile file, FileStream stream, Action<long>? progress, CancellationToken cancellation)
    {
        long start = stream.Length < file.Size ? stream.Length : 0;
        using HttpRequestMessage request = new(HttpMethod.Get, source);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity")); // the sum is that of the bytes as they are stored
        if (start > 0)
        {
            request.Headers.Range = new RangeHeaderValue(start, null);
        }

        using HttpResponseMessage response = await PatientlyAsync(
            source, token => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), cancellation);
        stream.SetLength(StartOf(response, source, file, start));
        stream.Position = stream.Length;
        using Stream body = await PatientlyAsync(source, token => response.Content.ReadAsStreamAsync(token), cancellation);
        byte[] buffer = new byte[BufferSize];
        while (await PatientlyAsync(source, token => body.ReadAsync(buffer, token).AsTask(), cancellation) is int count and > 0)
        {
            if (stream.Position + count > file.Size)
            {
                stream.SetLength(0);
                throw new DownloadException($"{source} has more than the expected {file.Size:N0} bytes");
            }

            stream.Write(buffer.AsSpan(0, count));
            progress?.Invoke(stream.Position);
        }

        stream.Flush();
        if (stream.Length < file.Size)
        {
            throw new DownloadException($"{source} ended after {stream.Length:N0} of {file.Size:N0} bytes") { MayPass = true };
        }
    }

    // The byte of the file with which the answer begins.
    private static long StartOf(HttpResponseMessage response, Uri source, RemoteFile file, long asked)
    {
        HttpStatusCode status = response.StatusCode;
        if (!response.IsSuccessStatusCode)
        {
            bool mayPass = status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;
            throw new DownloadException($"{source} answered {(int)status} {response.ReasonPhrase}".TrimEnd()) { MayPass = mayPass };
        }

        ContentRangeHeaderValue? range = response.Content.Headers.ContentRange;
        bool isRest = asked > 0 && status == HttpStatusCode.PartialContent;
        if (isRest && range?.From != asked)
        {
            throw new DownloadException($"{source} answered with bytes from {range?.From}, asked for those from {asked}");
        }

        long start = isRest ? asked : 0;
        return response.Content.Headers.ContentLength is { } length && start + length != file.Size
            ? throw new DownloadException($"{source} has {start + length:N0} bytes, expected {file.Size:N0}") : start;
    }

    // A step of the transfer that takes no longer than patience lasts; what goes wrong on the network may pass.
    private async Task<TResult> PatientlyAsync<TResult>(
        Uri source, Func<CancellationToken, Task<TResult>> step, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.Patience);
        try
        {
            return await step(patience.Token);
        }
        catch (OperationCanceledException stalled) when (!cancellation.IsCancellationRequested)
        {
            throw new DownloadException($"{source} sent nothing for {options.Patience.TotalSeconds:0.#} s", stalled) { MayPass = true };
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new DownloadException($"{source}: {broken.GetBaseException().Message.TrimEnd('.')}", broken) { MayPass = true };
        }
    }
}
