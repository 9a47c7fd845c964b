using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Vauban.Adapters.Stores;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Access;

/// <summary>People who sign in with a name and a password of this installation, and perhaps a code of their telephone.</summary>
/// <remarks>A name that is not known, a wrong password, an account without one and a locked account are answered alike and as slowly.</remarks>
sealed class LocalAccounts(IWorkspaceStore store, Passwords passwords, AddressLock addresses, TimeProvider time)
{
    /// <summary>Failures after which an account is locked.</summary>
    public const int MostFailures = 5;

    /// <summary>Codes for the day on which the telephone is lost.</summary>
    public const int RecoveryCodes = 10;

    const int MostName = 100, Stripes = 64, Tries = 10;

    /// <summary>How long an account stays locked.</summary>
    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);

    // One try at a time for each account: many at once would all be counted as the first.
    readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1))];

    /// <summary>The person of a name and a password; null where they do not open an account now.</summary>
    public async Task<User?> Take(string? name, string? password, IPAddress? from, CancellationToken stop)
    {
        if (addresses.IsLocked(from)) return null;
        var asked = name is { Length: > 0 and <= MostName } && !name.Any(c => char.IsControl(c) || char.IsSurrogate(c)) ? await store.FindUserByName(name, stop) : null;
        return await Try(asked, from, async user =>
        {
            var (isRight, isOld) = passwords.Check(user, password is { Length: <= Passwords.Most } ? password : "");
            if (!isRight || user is null) return false;
            if (isOld) await Change(user.Id, user.Id, u => u with { PasswordHash = passwords.Hash(u, password!) }, stop);
            return true;
            // With a second step to come the failures stay: else a known password would make its codes guessable.
        }, u => u.TotpSecret.Length == 0, stop);
    }

    /// <summary>True where a code opens the second step: the telephone's, each once, or one of those kept for its loss, which is then used up.</summary>
    public async Task<bool> TakeCode(User user, string? code, IPAddress? from, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (addresses.IsLocked(from)) return false;
        code = (code ?? "").Trim();
        return await Try(user, from, async open =>
        {
            if (open is null || code.Length > 20) return false;
            if (Totp.Match(user.TotpSecret, code, time.GetUtcNow()) is { } step)
            {
                // A code that somebody looked at over a shoulder does not work a second time.
                var last = await store.Setting(StepName(user), stop);
                if (last is not null && long.Parse(last, CultureInfo.InvariantCulture) >= step) return false;
                await store.SaveSetting(StepName(user), step.ToString(CultureInfo.InvariantCulture), user.Id, stop);
                return true;
            }
            return await store.TakeSetting(RecoveryName(user, code), user.Id, stop) is not null;
        }, _ => true, stop) is not null;
    }

    /// <summary>Gives a person a password; every session ends.</summary>
    /// <returns>The person as he is now; null where he is gone.</returns>
    public Task<User?> SetPassword(string user, string password, string by, CancellationToken stop) =>
        Change(user, by, u => u with { PasswordHash = passwords.Hash(u, password), SecurityStamp = Secrets.NewId(), Failures = 0, LockedUntil = default }, stop);

    /// <summary>Ends every session of a person.</summary>
    public Task<User?> EndSessions(string user, string by, CancellationToken stop) => Change(user, by, u => u with { SecurityStamp = Secrets.NewId() }, stop);

    /// <summary>Asks for codes of a telephone from now on; every other session ends.</summary>
    /// <returns>The person as he is now, and codes for the loss of the telephone; null where he is gone.</returns>
    public async Task<(User User, IReadOnlyList<string> Codes)?> AddTotp(User user, string secret, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(user);
        await ForgetCodes(user, stop);
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => Totp.Text(RandomNumberGenerator.GetBytes(10))).ToArray();
        foreach (var code in codes) await store.SaveSetting(RecoveryName(user, code), "1", user.Id, stop);
        await store.SaveSetting(ListName(user), string.Join(' ', codes.Select(Secrets.Hash)), user.Id, stop);
        return await Change(user.Id, user.Id, u => u with { TotpSecret = secret, SecurityStamp = Secrets.NewId() }, stop) is { } changed ? (changed, codes) : null;
    }

    /// <summary>Asks for no code any more; every session ends.</summary>
    public async Task<User?> RemoveTotp(User user, string by, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(user);
        await ForgetCodes(user, stop);
        return await Change(user.Id, by, u => u with { TotpSecret = "", SecurityStamp = Secrets.NewId() }, stop);
    }

    /// <summary>Changes a person whoever else changes him at the moment; null where he is gone.</summary>
    public async Task<User?> Change(string id, string by, Func<User, User> change, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(change);
        for (var i = 0; i < Tries; i++)
        {
            if (await store.FindUser(id, stop) is not { } user) return null;
            if (await store.SaveUser(change(user), by, stop) is { IsSaved: true } saved) return saved.Stored;
        }
        throw new InvalidOperationException("The account is changed by others all the time.");
    }

    async Task<User?> Try(User? asked, IPAddress? from, Func<User?, Task<bool>> check, Func<User, bool> forgives, CancellationToken stop)
    {
        var gate = _gates[(uint)StringComparer.Ordinal.GetHashCode(asked?.Id ?? "") % Stripes];
        await gate.WaitAsync(stop);
        try
        {
            var user = asked is null ? null : await store.FindUser(asked.Id, stop);
            var open = user is { IsDisabled: false } && time.GetUtcNow() >= user.LockedUntil ? user : null;
            // The check takes its time in any case.
            if (await check(open) && open is not null)
                return open.Failures > 0 && forgives(open) ? await Change(open.Id, open.Id, u => u with { Failures = 0, LockedUntil = default }, stop) : await store.FindUser(open.Id, stop);
            addresses.Note(from);
            if (open is not null) await Fail(open, stop);
            return null;
        }
        finally
        {
            gate.Release();
        }
    }

    async Task Fail(User user, CancellationToken stop)
    {
        var failed = await Change(user.Id, "system", u => u.Failures + 1 >= MostFailures
            ? u with { Failures = 0, LockedUntil = time.GetUtcNow() + LockTime } : u with { Failures = u.Failures + 1 }, stop);
        await store.Append(new("system", "", failed?.LockedUntil > time.GetUtcNow() ? "sign-in.locked" : "sign-in.failed", user.Id), stop);
    }

    async Task ForgetCodes(User user, CancellationToken stop)
    {
        if (await store.TakeSetting(ListName(user), user.Id, stop) is not { } list) return;
        foreach (var hash in list.Split(' ')) await store.SaveSetting($"{user.Id}/recovery/{hash}", null, user.Id, stop);
    }

    static string StepName(User user) => $"{user.Id}/totp-step";

    static string ListName(User user) => $"{user.Id}/recovery-codes";

    static string RecoveryName(User user, string code) => $"{user.Id}/recovery/{Secrets.Hash(code.ToUpperInvariant())}";
}
