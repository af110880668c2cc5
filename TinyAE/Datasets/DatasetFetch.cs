using System.Diagnostics;

namespace TinyAE.Datasets;

/// <summary>Downloads a data set into a folder: each file from the first mirror that has it right.</summary>
/// <remarks>
/// A file that is there with the right SHA-256 is not fetched again; one with a wrong sum is, and is replaced only by a right one.
/// Redirects are followed, ten at most and never from https to http. A proxy is taken from the variables that curl reads, but not for
/// this machine's own addresses.
/// </remarks>
/// <param name="set">What to download.</param>
/// <param name="folder">Where to; made if it is not there.</param>
/// <param name="options">Patience and retries; null: the defaults.</param>
public sealed class DatasetFetch(RemoteDataset set, string folder, DownloadOptions? options = null)
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(0.5); // before that the rate is that of the first handshake

    private readonly DownloadOptions _options = options ?? new DownloadOptions();

    /// <summary>Whether the folder holds every file, each of the right size. Sums are not computed.</summary>
    /// <param name="set">The data set.</param>
    /// <param name="folder">Where it should be.</param>
    public static bool IsThere(RemoteDataset set, string folder) =>
        set.Files.All(file => new FileInfo(Path.Combine(folder, file.Name)) is { Exists: true } found && found.Length == file.Size);

    /// <summary>Downloads what is missing.</summary>
    /// <param name="mirror">The web folder to take it from, http or https; null: the mirrors of the set, in order.</param>
    /// <param name="progress">Told often, never from two threads at once; null: nobody.</param>
    /// <param name="cancellation">Stops; what has arrived stays in .partial files and is taken up by the next call.</param>
    /// <returns>The files that were fetched; those that were there already are not among them.</returns>
    /// <exception cref="DownloadException">A file cannot be had; the message says for each mirror why.</exception>
    /// <exception cref="ArgumentException">The mirror is no web folder.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<IReadOnlyList<RemoteFile>> RunAsync(
        Uri? mirror = null, Action<FetchProgress>? progress = null, CancellationToken cancellation = default)
    {
        List<Uri> mirrors = [.. (mirror is null ? set.Mirrors : [mirror]).Select(FolderOf)];
        Directory.CreateDirectory(folder);
        List<RemoteFile> fetched = [];
        long before = 0;
        long watched = Stopwatch.GetTimestamp();
        long received = 0;
        foreach (RemoteFile file in set.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            string path = Path.Combine(folder, file.Name);
            if (!IsRight(file, path))
            {
                long here = new FileInfo(path + Download.Partial) is { Exists: true } partial ? partial.Length : 0;
                await FetchAsync(mirrors, file, path, Tell, cancellation);
                fetched.Add(file);

                void Tell(long bytes)
                {
                    received += Math.Max(0, bytes - here);
                    here = bytes;
                    long done = before + bytes;
                    TimeSpan elapsed = Stopwatch.GetElapsedTime(watched);
                    bool isKnown = done == set.Size || (received > 0 && elapsed > Settling);
                    TimeSpan? left = isKnown ? elapsed * ((set.Size - done) / (double)Math.Max(1, received)) : null;
                    progress?.Invoke(new FetchProgress(file.Name, done, set.Size, left));
                }
            }

            before += file.Size;
        }

        return fetched;
    }

    private async Task FetchAsync(
        List<Uri> mirrors, RemoteFile file, string path, Action<long> progress, CancellationToken cancellation)
    {
        List<string> reasons = [];
        foreach (Uri mirror in mirrors)
        {
            using SocketsHttpHandler handler = new() { MaxAutomaticRedirections = 10, UseProxy = !mirror.IsLoopback, UseCookies = false };
            using HttpClient client = new(handler) { Timeout = Timeout.InfiniteTimeSpan }; // patience is the download's matter
            client.DefaultRequestHeaders.UserAgent.ParseAdd("tinyae");
            try
            {
                await new Download(client, _options).FetchAsync(new Uri(mirror, file.Name), file, path, progress, cancellation);
                return;
            }
            catch (DownloadException failed)
            {
                reasons.Add(failed.Message);
            }
        }

        throw new DownloadException($"{file.Name} of {set.Name} could not be fetched: {string.Join("; ", reasons)}.");
    }

    private static bool IsRight(RemoteFile file, string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length != file.Size)
        {
            return false;
        }

        using FileStream stream = File.OpenRead(path);
        return Download.Sha256(stream) == file.Sha256;
    }

    // A folder's address ends in a slash, or its last word would be replaced by the file's name.
    private static Uri FolderOf(Uri mirror)
    {
        bool isWeb = mirror.IsAbsoluteUri && (mirror.Scheme == Uri.UriSchemeHttp || mirror.Scheme == Uri.UriSchemeHttps);
        return isWeb && mirror.Query.Length == 0 && mirror.Fragment.Length == 0
            ? new Uri(mirror.AbsoluteUri.TrimEnd('/') + "/")
            : throw new ArgumentException(
                $"A mirror is the address of a folder on the web, such as https://example.org/data/; found '{mirror.OriginalString}'.",
                nameof(mirror));
    }
}
