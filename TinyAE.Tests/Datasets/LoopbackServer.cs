using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TinyAE.Tests.Datasets;

/// <summary>A web server on this machine whose every byte the test writes: what it answers may be as wrong as a test needs.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<Request> _requests = [];
    private readonly Func<Request, Answer> _answer;

    /// <param name="answer">What a request gets; asked from one thread at a time.</param>
    public LoopbackServer(Func<Request, Answer> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/data/");
        _ = AcceptAsync();
    }

    /// <summary>A folder's address on this server.</summary>
    public Uri Address { get; }

    /// <summary>What was asked so far.</summary>
    public IReadOnlyList<Request> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>An address of this machine at which nobody listens.</summary>
    public static Uri Nobody()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/data/");
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = ServeAsync(client);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                NetworkStream stream = client.GetStream();
                string head = await HeadAsync(stream);
                Answer answer;
                lock (_requests)
                {
                    Request request = new(_requests.Count, head);
                    _requests.Add(request);
                    answer = _answer(request);
                }

                await stream.WriteAsync(answer.Bytes, _end.Token);
                if (answer.ThenStalls)
                {
                    await Task.Delay(Timeout.Infinite, _end.Token);
                }
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or SocketException)
        {
        }
    }

    private async Task<string> HeadAsync(NetworkStream stream)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _end.Token) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    /// <summary>What a client asked.</summary>
    /// <param name="Number">0 for the first request.</param>
    /// <param name="Head">Request line and headers.</param>
    internal sealed record Request(int Number, string Head)
    {
        public string Path => Head.Split(' ')[1];

        public string Name => Path.Split('/')[^1];

        public string? Header(string name) => Head.Split("\r\n")
            .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

        /// <summary>The first byte of "Range: bytes=N-", or null.</summary>
        public int? RangeStart => Header("Range") is { } range ? int.Parse(range["bytes=".Length..^1]) : null;
    }

    /// <summary>Everything that is sent, and whether the connection then stays open without another byte.</summary>
    internal sealed record Answer(byte[] Bytes, bool ThenStalls = false)
    {
        public static Answer Of(string status, string headers, ReadOnlySpan<byte> body) =>
            new([.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\n{headers}\r\n"), .. body]);

        /// <summary>The whole content, as a server does that knows no ranges.</summary>
        public static Answer Whole(byte[] content) => Of("200 OK", $"Content-Length: {content.Length}\r\n", content);

        /// <summary>What was asked for: the whole, or the rest from the range's start.</summary>
        public static Answer Heeding(Request request, byte[] content) => request.RangeStart is not { } start ? Whole(content)
            : Of("206 Partial Content",
                $"Content-Length: {content.Length - start}\r\nContent-Range: bytes {start}-{content.Length - 1}/{content.Length}\r\n",
                content.AsSpan(start));

        public static Answer Status(string status) => Of(status, "Content-Length: 0\r\n", []);

        public static Answer Redirect(string status, string location) => Of(status, $"Content-Length: 0\r\nLocation: {location}\r\n", []);

        /// <summary>The connection ends so many bytes before the answer does.</summary>
        public Answer Without(int last) => this with { Bytes = Bytes[..^last] };

        /// <summary>The connection stays, but the last bytes never come.</summary>
        public Answer StallingBefore(int last) => Without(last) with { ThenStalls = true };
    }
}
