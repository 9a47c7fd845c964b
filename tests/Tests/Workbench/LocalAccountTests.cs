using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Access;
using Vauban.Core.Workspaces;
using Vauban.Tests.Stores;

namespace Vauban.Tests.Workbench;

public sealed partial class LocalAccountTests(WorkbenchServer server)
{
    const string Word = "five brown owls in May";

    [Fact]
    public async Task An_invitation_lets_a_person_choose_a_password_once_and_signs_in()
    {
        var user = await server.Person("hello", Role.Viewer);
        var secret = await (await server.Part<SignInLinks>()).Create(user, LinkKind.Invite, "test", default);
        using var client = await server.Client();
        Assert.Contains(user.Name, await client.Text("/sign-in/invite?secret=" + secret), StringComparison.Ordinal);
        using var weak = await client.Post("/sign-in/invite", ("secret", secret), ("password", "short"), ("again", "short"));
        Assert.EndsWith("&wrong=short", weak.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var taken = await client.Post("/sign-in/invite", ("secret", secret), ("password", Word), ("again", Word));
        Assert.Equal("/", taken.Headers.Location?.ToString());
        await client.Text("/w/hello");
        using var again = await client.Post("/sign-in/invite", ("secret", secret), ("password", Word), ("again", Word));
        Assert.Equal("/sign-in?link=gone", again.Headers.Location?.ToString());
        // An invitation is no link that signs in.
        using var crossed = await client.Post("/sign-in/link", ("secret", await (await server.Part<SignInLinks>()).Create(user, LinkKind.Invite, "test", default)));
        Assert.Equal("/sign-in?link=gone", crossed.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_password_signs_in_and_leads_back_to_the_page_that_was_asked_for()
    {
        var user = await Person();
        using var client = await server.Client();
        using var signed = await client.Post("/sign-in/password", ("name", user.Name.ToUpperInvariant()), ("password", Word), ("return", "/w/hello?perimeter=EU27"));
        Assert.Equal("/w/hello?perimeter=EU27", signed.Headers.Location?.ToString());
        await client.Text("/w/hello");
        Assert.DoesNotContain(Word, (await (await server.Store()).FindUser(user.Id))!.PasswordHash, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("/\t/elsewhere.example/")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task Signing_in_leads_nowhere_else(string address)
    {
        var user = await Person();
        using var client = await server.Client();
        using var signed = await client.Post("/sign-in/password", ("name", user.Name), ("password", Word), ("return", address));
        Assert.Equal("/", signed.Headers.Location?.ToString());
        var form = (await client.Text("/sign-in?return=" + Uri.EscapeDataString(address))).Split("/sign-in/password")[1];
        Assert.Contains("name=\"return\" value=\"/\"", form.Split("</form>")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_five_failures_the_right_password_is_refused_for_a_quarter_of_an_hour_and_nobody_is_told_why()
    {
        var (accounts, clock) = await Accounts();
        var user = await Person();
        for (var i = 0; i < LocalAccounts.MostFailures; i++) Assert.Null(await accounts.Take(user.Name, "wrong", null, default));
        Assert.Null(await accounts.Take(user.Name, Word, null, default));
        clock.Move(LocalAccounts.LockTime);
        Assert.NotNull(await accounts.Take(user.Name, Word, null, default));
        var log = (await (await server.Store()).Audit(most: 100_000)).Where(l => l.Event.Target == user.Id).Select(l => l.Event.Action).ToArray();
        Assert.Equal((4, 1), (log.Count(a => a == "sign-in.failed"), log.Count(a => a == "sign-in.locked")));
    }

    [Fact]
    public async Task Four_failures_are_forgiven_by_the_right_password_and_many_tries_at_once_are_counted()
    {
        var (accounts, _) = await Accounts();
        var user = await Person();
        for (var i = 0; i < LocalAccounts.MostFailures - 1; i++) Assert.Null(await accounts.Take(user.Name, "wrong", null, default));
        Assert.NotNull(await accounts.Take(user.Name, Word, null, default));
        Assert.Equal(0, (await (await server.Store()).FindUser(user.Id))!.Failures);
        await Task.WhenAll(Enumerable.Range(0, LocalAccounts.MostFailures).Select(_ => accounts.Take(user.Name, "wrong", null, default)));
        Assert.Null(await accounts.Take(user.Name, Word, null, default));
    }

    [Fact]
    public async Task An_address_is_not_heard_after_twenty_failures_whoever_was_meant()
    {
        var clock = new TestClock();
        var (addresses, bad, good) = (new AddressLock(clock), IPAddress.Parse("2001:db8::1"), IPAddress.Parse("192.0.2.7"));
        for (var i = 0; i < AddressLock.Most; i++)
        {
            Assert.False(addresses.IsLocked(bad));
            // Another address of the same network is the same one.
            addresses.Note(IPAddress.Parse($"2001:db8::{i + 2:x}"));
        }
        Assert.True(addresses.IsLocked(bad));
        Assert.False(addresses.IsLocked(good));
        var accounts = new LocalAccounts(await server.Store(), new(), addresses, clock);
        var user = await Person();
        Assert.Null(await accounts.Take(user.Name, Word, bad, default));
        Assert.NotNull(await accounts.Take(user.Name, Word, good, default));
        clock.Move(AddressLock.Lifetime);
        Assert.False(addresses.IsLocked(bad));
    }

    [Fact]
    public async Task Nobody_learns_which_names_exist()
    {
        using var client = await server.Client();
        var user = await Person();
        var without = await server.Person("hello", Role.Viewer);
        var answers = new List<string?>();
        foreach (var name in new[] { user.Name, without.Name, "nobody-of-that-name", "bad\u0001name" })
        {
            using var answer = await client.Post("/sign-in/password", ("name", name), ("password", "wrong"), ("return", "/w/hello"));
            answers.Add(answer.Headers.Location?.ToString());
        }
        Assert.Equal(["/sign-in?failed=1&return=%2Fw%2Fhello"], answers.Distinct());
    }

    [Fact]
    public async Task A_name_that_nobody_has_costs_as_much_work_as_one_that_somebody_has()
    {
        var passwords = new Passwords();
        var user = new User("1", "somebody");
        user = user with { PasswordHash = passwords.Hash(user, Word) };
        // Not by the clock, which lies on a busy machine: both hashes ask for the same number of rounds.
        Assert.True(passwords.Check(user, Word).IsRight);
        Assert.False(passwords.Check(null, Word).IsRight);
        Assert.False(passwords.Check(user with { PasswordHash = "" }, "a password that nobody has").IsRight);
        Assert.Equal(210_000, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(Convert.FromBase64String(user.PasswordHash).AsSpan(5)));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_new_password_ends_every_other_session_and_needs_the_old_one()
    {
        var user = await Person();
        using var here = await SignIn(user);
        using var there = await SignIn(user);
        using var refused = await here.Post("/account/password", ("old", "not this"), ("password", "another four owls"), ("again", "another four owls"));
        Assert.Equal("/account?wrong=old", refused.Headers.Location?.ToString());
        using var done = await here.Post("/account/password", ("old", Word), ("password", "another four owls"), ("again", "another four owls"));
        Assert.Equal("/account?done=password", done.Headers.Location?.ToString());
        await here.Text("/w/hello");
        using var ended = await there.Get("/w/hello");
        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
    }

    [Fact]
    public async Task A_session_that_was_planted_is_not_the_one_that_is_opened()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        var planted = client.Cookies.GetAllCookies().Single(c => c.Name == "vauban").Value;
        var user = await Person();
        using var signed = await client.Post("/sign-in/password", ("name", user.Name), ("password", Word));
        Assert.Equal("/", signed.Headers.Location?.ToString());
        Assert.NotEqual(planted, client.Cookies.GetAllCookies().Single(c => c.Name == "vauban").Value);
        Assert.Contains(user.Name, await client.Text("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_token_nobody_is_signed_in_and_no_password_is_changed()
    {
        var user = await Person();
        using var client = await server.Client();
        using var forged = await client.PostBare("/sign-in/password", ("name", user.Name), ("password", Word));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        using var mine = await SignIn(user);
        foreach (var path in new[] { "/account/password", "/account/totp/begin", "/account/totp/remove", "/account/sessions/end", "/account/keys", "/account/keys/revoke" })
        {
            using var answer = await mine.PostBare(path, ("old", Word), ("password", "another four owls"), ("again", "another four owls"), ("days", "3"));
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, path);
        }
        Assert.NotNull(await (await Accounts()).Accounts.Take(user.Name, Word, null, default));
    }

    [Fact]
    public async Task Cookies_are_hidden_from_scripts_and_bound_to_https_where_there_is_https()
    {
        var user = await Person();
        using var client = await server.Client();
        using var signed = await client.Post("/sign-in/password", ("name", user.Name), ("password", Word));
        var session = signed.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("vauban=", StringComparison.Ordinal));
        Assert.Contains("httponly", session, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", session, StringComparison.OrdinalIgnoreCase);
        var options = new Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions();
        Cookies.Session(options, isSecure: true);
        Assert.Equal(("__Host-vauban", Microsoft.AspNetCore.Http.CookieSecurePolicy.Always, true, "/"), (options.Cookie.Name, options.Cookie.SecurePolicy, options.Cookie.HttpOnly, options.Cookie.Path));
    }

    [Fact]
    public async Task A_telephone_is_set_up_asked_for_and_lost()
    {
        var user = await Person();
        var clock = await server.Part<TimeProvider>();
        using var client = await SignIn(user);
        using (await client.Post("/account/totp/begin")) { }
        var page = await client.Text("/account");
        Assert.Contains("<svg class=\"qr\"", page, StringComparison.Ordinal);
        var secret = Shown().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        using var wrong = await client.Post("/account/totp/confirm", ("code", "12345"));
        Assert.Equal("/account?wrong=code#totp", wrong.Headers.Location?.ToString());
        using var right = await client.Post("/account/totp/confirm", ("code", Totp.Code(secret, Totp.StepAt(clock.GetUtcNow()))));
        Assert.Equal("/account?done=totp", right.Headers.Location?.ToString());
        var codes = Recovery().Matches(await client.Text("/account?done=totp")).Select(m => m.Groups[1].Value).ToArray();
        Assert.Equal(LocalAccounts.RecoveryCodes, codes.Distinct().Count());
        Assert.Empty(Recovery().Matches(await client.Text("/account")));

        using var phone = await server.Client();
        using var first = await phone.Post("/sign-in/password", ("name", user.Name), ("password", Word), ("return", "/w/hello"));
        Assert.Equal("/sign-in/code", first.Headers.Location?.ToString());
        using var between = await phone.Get("/w/hello");
        Assert.Equal(HttpStatusCode.Redirect, between.StatusCode);
        using var bad = await phone.Post("/sign-in/code", ("code", "000000000"));
        Assert.Equal("/sign-in/code?failed=1", bad.Headers.Location?.ToString());
        using var second = await phone.Post("/sign-in/code", ("code", codes[0].ToLowerInvariant()));
        Assert.Equal("/w/hello", second.Headers.Location?.ToString());
        await phone.Text("/w/hello");

        using var thief = await server.Client();
        using (await thief.Post("/sign-in/password", ("name", user.Name), ("password", Word))) { }
        using var used = await thief.Post("/sign-in/code", ("code", codes[0]));
        Assert.Equal("/sign-in/code?failed=1", used.Headers.Location?.ToString());
        using var skipped = await thief.Get("/account");
        Assert.Equal(HttpStatusCode.Redirect, skipped.StatusCode);
    }

    [Fact]
    public async Task A_code_works_once_and_the_password_does_not_forgive_wrong_codes()
    {
        var (accounts, clock) = await Accounts();
        var user = await Person();
        var secret = Totp.NewSecret();
        var (with, _) = (await accounts.AddTotp(user, secret, default))!.Value;
        var code = Totp.Code(secret, Totp.StepAt(clock.GetUtcNow()));
        Assert.True(await accounts.TakeCode(with, code, null, default));
        Assert.False(await accounts.TakeCode(with, code, null, default));
        for (var i = 0; i < LocalAccounts.MostFailures - 1; i++)
        {
            Assert.NotNull(await accounts.Take(user.Name, Word, null, default));
            Assert.False(await accounts.TakeCode(with, "12345", null, default));
        }
        clock.Move(TimeSpan.FromSeconds(60));
        Assert.False(await accounts.TakeCode(with, Totp.Code(secret, Totp.StepAt(clock.GetUtcNow())), null, default));
        Assert.Null(await accounts.Take(user.Name, Word, null, default));
    }

    // RFC 6238, appendix B, HMAC-SHA-1; the last six of its eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code)
    {
        var secret = Totp.Text("12345678901234567890"u8);
        var time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", secret);
        Assert.Equal(code, Totp.Code(secret, Totp.StepAt(time)));
        Assert.Equal(Totp.StepAt(time), Totp.Match(secret, code[..3] + " " + code[3..], time.AddSeconds(30)));
        Assert.Null(Totp.Match(secret, code, time.AddSeconds(90)));
    }

    [Theory]
    [InlineData("short", "short")]
    [InlineData("aaaaaaaaaaaaaaaa", "weak")]
    [InlineData("Somebody-2026!", "weak")]
    [InlineData("five brown owls in May", null)]
    public void Weak_passwords_are_refused(string password, string? wrong) =>
        Assert.Equal(wrong is null ? null : "workbench.password." + wrong, Passwords.Wrong(new("1", "somebody"), password));

    async Task<User> Person()
    {
        var user = await server.Person("hello", Role.Viewer);
        return (await (await server.Part<LocalAccounts>()).SetPassword(user.Id, Word, "test", default))!;
    }

    async Task<TestClient> SignIn(User user)
    {
        var client = await server.Client();
        using var signed = await client.Post("/sign-in/password", ("name", user.Name), ("password", Word));
        Assert.Equal("/", signed.Headers.Location?.ToString());
        return client;
    }

    async Task<(LocalAccounts Accounts, TestClock Clock)> Accounts()
    {
        var clock = new TestClock();
        return (new(await server.Store(), new(), new(clock), clock), clock);
    }

    [GeneratedRegex("<code>([A-Z2-7 ]{39})</code>")]
    private static partial Regex Shown();

    [GeneratedRegex("<li>([A-Z2-7]{16})</li>")]
    private static partial Regex Recovery();
}
