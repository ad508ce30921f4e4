using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TaskRelay.Web.Tests.Browser;

/// <summary>A line between a browser and a relay that can be cut and mended: bytes go through, or nothing does.</summary>
public sealed class CutLine : IAsyncDisposable
{
    private readonly Uri _target;
    private readonly int _port;
    private readonly ConcurrentDictionary<Socket, bool> _open = [];
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public CutLine(Uri target)
    {
        _target = target;
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        _port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    public Uri Address => new($"http://{_target.Host}:{_port}/");

    /// <summary>Ends every connection and takes no new one.</summary>
    public async Task CutAsync()
    {
        _listener?.Stop();
        _listener = null;
        await _accepting;
        foreach (var socket in _open.Keys)
        {
            socket.Dispose();
        }

        _open.Clear();
    }

    /// <summary>Takes connections again, at the same address.</summary>
    public void Mend()
    {
        _listener = new TcpListener(IPAddress.Loopback, _port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync() => await CutAsync();

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptSocketAsync();
                _open[near] = true;
                _ = CarryAsync(near);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It was cut.
        }
    }

    private async Task CarryAsync(Socket near)
    {
        var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _open[far] = true;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _target.Port);
            await Task.WhenAny(PumpAsync(near, far), PumpAsync(far, near));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It was cut, or the relay ended.
        }

        foreach (var socket in new[] { near, far })
        {
            socket.Dispose();
            _open.TryRemove(socket, out _);
        }
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer)) > 0;)
            {
                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), SocketFlags.None);
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // One end is gone: the other one is let go by who carries.
        }
    }
}
