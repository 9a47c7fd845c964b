using System.Collections.Concurrent;
using System.Net;

namespace Vauban.App.Workbench.Access;

/// <summary>Refuses to hear an address for a while from which too many sign-ins failed, whoever was meant.</summary>
sealed class AddressLock(TimeProvider time, int most = AddressLock.Most)
{
    /// <summary>Failures that are let pass where nothing else is said.</summary>
    public const int Most = 20;

    const int MostAddresses = 10_000;

    /// <summary>How long failures count.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    readonly ConcurrentDictionary<string, (int Failures, DateTimeOffset Ends)> _failed = new(StringComparer.Ordinal);

    /// <summary>True where an address is not heard now.</summary>
    public bool IsLocked(IPAddress? address) => _failed.TryGetValue(Name(address), out var found) && found.Failures >= most && time.GetUtcNow() < found.Ends;

    /// <summary>Notes a failure.</summary>
    public void Note(IPAddress? address)
    {
        var now = time.GetUtcNow();
        if (_failed.Count >= MostAddresses)
            foreach (var (name, found) in _failed)
                if (now >= found.Ends || _failed.Count >= MostAddresses) _failed.TryRemove(name, out _);
        _failed.AddOrUpdate(Name(address), (1, now + Lifetime), (_, old) => now >= old.Ends ? (1, now + Lifetime) : (old.Failures + 1, now + Lifetime));
    }

    // Whoever has one address of the newer kind has 2^64 of them.
    static string Name(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}
