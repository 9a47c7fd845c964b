using System.Net;
using System.Text.Json;
using Vauban.Adapters.Formats.Surveys;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Stores.Surveys;
using Vauban.Core.Survey;
using Vauban.Core.Workspaces;

namespace Vauban.Tests.Workbench.Survey;

/// <summary>A survey from the first invitation to the released figure, over pages and endpoints.</summary>
public sealed class SurveyJourneyTests(WorkbenchServer server)
{
    static readonly string[] Companies = ["alder", "birch", "cedar", "elm", "fir", "hazel", "juniper"];

    [Fact]
    public async Task Seven_companies_answer_a_sum_leaves_when_a_second_person_approves_and_each_compares_itself()
    {
        using var people = await SurveyPeople.Open(server, "survey-journey");
        var codes = new List<string>();
        TestClient? alder = null;
        foreach (var (company, i) in Companies.Select((c, i) => (c, i)))
        {
            var link = await people.Invite(company, i % 2 == 0 ? "SE" : "NO");
            var client = await people.Join(link, "journey-" + company);
            var page = await people.Answer(client, ("answer-capacity", (100 + i * 10).ToString(System.Globalization.CultureInfo.InvariantCulture)), ("consent-capacity", "sums"), ("answer-shifts", "yes"), ("consent-shifts", "officer"));
            codes.Add(SurveyPeople.CodeOf(page));
            if (i == 0) alder = client;
            else client.Dispose();
        }
        Assert.Contains("Answered on", await people.Ada.Text(people.Page("survey-round/spring")), StringComparison.Ordinal);

        var planned = await people.WithKey(people.Ada, "survey/rounds/spring/release", ("table", "all"));
        Assert.Contains("second person approves", planned, StringComparison.Ordinal);
        // 100 + 110 + ... + 160.
        Assert.Contains(">910<", planned, StringComparison.Ordinal);
        Assert.Contains("No figure has left yet", await alder!.Text(people.Page("survey-figures")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await alder.Get(people.Api("survey/releases/1"))).StatusCode);

        using (var alone = await people.Ada.Post(people.Api("survey/releases/1/decide"), ("approve", "yes"))) Assert.EndsWith("wrong=two", alone.Headers.Location!.ToString(), StringComparison.Ordinal);
        using (var second = await people.Bo.Post(people.Api("survey/releases/1/decide"), ("approve", "yes"))) Assert.EndsWith("done=decided", second.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains(">910<", await alder.Text(people.Page("survey-figures")), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await alder.Text(people.Api("survey/releases/1")));
        Assert.Equal((910.0, 7), (json.RootElement.GetProperty("cells")[0].GetProperty("value").GetDouble(), json.RootElement.GetProperty("cells")[0].GetProperty("contributors").GetInt32()));

        using var compared = await alder.Post(people.Api("survey/answers/spring/compare"), ("code", codes[0]));
        var compare = await compared.Content.ReadAsStringAsync();
        // Its own 100 beside the mean of 910 / 7 = 130.
        Assert.Contains(">100<", compare, StringComparison.Ordinal);
        Assert.Contains(">130<", compare, StringComparison.Ordinal);
        using var others = await alder.Post(people.Api("survey/answers/spring/compare"), ("code", codes[1]));
        Assert.DoesNotContain(">110<", await others.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        // The same round without one company is judged beside the first release, and refused.
        using (var gone = await alder.Post(people.Api("survey/answers/spring/remove"))) Assert.EndsWith("done=removed", gone.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("Refused", await people.WithKey(people.Ada, "survey/rounds/spring/release", ("table", "all")), StringComparison.Ordinal);
        Assert.Single(await (await server.Store()).SurveyReleases("survey-journey"));
        Assert.Contains("100", await people.WithKey(people.Bo, "survey/releases/1/look"), StringComparison.Ordinal);
        alder.Dispose();
    }

    [Fact]
    public async Task A_form_says_what_is_wrong_keeps_what_was_typed_and_is_filled_from_the_last_answer_by_its_code_alone()
    {
        using var people = await SurveyPeople.Open(server, "survey-form");
        using var company = await people.Join(await people.Invite("acme"), "form-acme");
        (string, string)[] wrong = [("answer-capacity", "a lot"), ("answer-obstacles", "Paper & <ink>")];
        using var refused = await company.Post(people.Api("survey/answers/spring/check"), wrong);
        var again = await refused.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Give a number of zero or more", again, StringComparison.Ordinal);
        Assert.Contains("a lot", again, StringComparison.Ordinal);
        Assert.Contains("Paper &amp; &lt;ink&gt;", again, StringComparison.Ordinal);
        using var empty = await company.Post(people.Api("survey/answers/spring/send"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        Assert.Empty(await (await server.Store()).SealedAnswers("survey-form"));

        var code = SurveyPeople.CodeOf(await people.Answer(company, ("answer-capacity", "12"), ("consent-capacity", "analysts"), ("answer-bottleneck", "people"), ("consent-bottleneck", "officer")));
        // The receipt is shown once.
        Assert.DoesNotContain("reading-code", await company.Text(people.Page("my-survey?done=sent")), StringComparison.Ordinal);
        using var filled = await company.Post(people.Api("survey/answers/spring/fill"), ("code", code));
        var form = await filled.Content.ReadAsStringAsync();
        Assert.Contains("value=\"12\"", form, StringComparison.Ordinal);
        Assert.Contains(code, form, StringComparison.Ordinal);
        using var stranger = await company.Post(people.Api("survey/answers/spring/fill"), ("code", Vauban.Adapters.Sealing.ReadingCode.Make().Text));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, stranger.StatusCode);
        // A corrected answer under the same code takes the place of the first.
        Assert.Equal(code, SurveyPeople.CodeOf(await people.Answer(company, ("code", code), ("answer-capacity", "13"), ("consent-capacity", "sums"))));
        Assert.Equal(2, Assert.Single(await (await server.Store()).SealedAnswers("survey-form")).Version);
        using (var kept = await company.Post(people.Api("survey/contact"), ("contact", "Zoë"), ("mail", "zoe@example.org"))) Assert.EndsWith("done=contact", kept.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("zoe@example.org", await people.Ada.Text(people.Page("survey-round/spring")), StringComparison.Ordinal);
        using (var gone = await company.Post(people.Api("survey/contact/remove"))) Assert.EndsWith("contact-gone", gone.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("zoe@example.org", await people.Ada.Text(people.Page("survey-round/spring")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_works_once_and_what_is_wrong_with_the_account_does_not_use_it_up()
    {
        using var people = await SurveyPeople.Open(server, "survey-link");
        var link = await people.Invite("acme");
        var secret = link.Split('=')[1];
        using var client = await server.Client();
        using (var weak = await client.Post("/survey/join", ("secret", secret), ("name", "link-acme"), ("password", "short"), ("again", "short"))) Assert.Contains("wrong=short", weak.Headers.Location!.ToString(), StringComparison.Ordinal);
        using (var taken = await client.Post("/survey/join", ("secret", secret), ("name", people.Ada.User!.Name), ("password", SurveyPeople.Password), ("again", SurveyPeople.Password))) Assert.Contains("wrong=name", taken.Headers.Location!.ToString(), StringComparison.Ordinal);
        using (var bare = await client.PostBare("/survey/join", ("secret", secret), ("name", "link-acme"), ("password", SurveyPeople.Password), ("again", SurveyPeople.Password))) Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        using var joined = await people.Join(link, "link-acme");
        using (var second = await client.Post("/survey/join", ("secret", secret), ("name", "link-other"), ("password", SurveyPeople.Password), ("again", SurveyPeople.Password))) Assert.Equal("/survey/join?gone=1", second.Headers.Location!.ToString());
        Assert.Null(await (await server.Store()).FindUserByName("link-other"));
        Assert.Contains("was used", await client.Text(link), StringComparison.Ordinal);
        // Who answered before needs no link for the next round.
        Assert.Equal("", await people.Invite("acme"));
        // Who is a company only begins where it is asked, not on a page that is closed to it.
        Assert.Contains($"href=\"{people.Page("my-survey")}\"", await joined.Text("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_sees_its_suppliers_suppliers_without_names_and_two_customers_know_them_by_different_ones()
    {
        using var people = await SurveyPeople.Open(server, "survey-chain");
        using var prime = await people.Join(await people.Invite("prime"), "chain-prime");
        using var middle = await people.Join(await Supplier(people, prime, "DE"), "chain-middle");
        using var deep = await people.Join(await Supplier(people, middle, "FI"), "chain-deep");
        var ids = (await (await server.Store()).SurveyInvitations("survey-chain")).Select(i => i.Contributor).Where(c => c != "prime").ToArray();
        var (seenByPrime, seenByMiddle) = (await prime.Text(people.Page("my-survey")), await middle.Text(people.Page("my-survey")));
        Assert.Equal(2, ids.Length);
        foreach (var text in new[] { seenByPrime, seenByMiddle })
            foreach (var name in ids.Concat(["chain-deep"])) Assert.DoesNotContain(name, text, StringComparison.Ordinal);
        Assert.Contains(">FI<", seenByPrime, StringComparison.Ordinal);
        var deepId = (await (await server.Store()).SurveyInvitations("survey-chain")).Single(i => i.Country == "FI").Contributor;
        var desk = await server.Part<Vauban.App.Workbench.Survey.CompanyDesk>();
        var (byPrime, byMiddle) = ((await desk.Suppliers("survey-chain", "prime", default)).Single(s => s.Tier == 2), (await desk.Suppliers("survey-chain", (await (await server.Store()).SurveyInvitations("survey-chain")).Single(i => i.Country == "DE").Contributor, default)).Single());
        Assert.NotEqual(byPrime.Pseudonym, byMiddle.Pseudonym);
        Assert.Contains(byPrime.Pseudonym, seenByPrime, StringComparison.Ordinal);
        Assert.Contains(byMiddle.Pseudonym, seenByMiddle, StringComparison.Ordinal);
        Assert.DoesNotContain(deepId, byPrime.Pseudonym + byMiddle.Pseudonym, StringComparison.Ordinal);
        Assert.DoesNotContain(">SE<", await deep.Text(people.Page("my-survey")), StringComparison.Ordinal);
    }

    static async Task<string> Supplier(SurveyPeople people, TestClient company, string country)
    {
        using var invited = await company.Post(people.Api("survey/answers/spring/supplier"), ("country", country), ("size", "small"));
        return SurveyPeople.LinkOf(await company.Text(invited.Headers.Location!.ToString()));
    }

    [Fact]
    public async Task An_answer_that_somebody_put_into_the_database_or_moved_to_another_company_is_left_out_and_named()
    {
        using var people = await SurveyPeople.Open(server, "survey-forged");
        var (store, desk) = (await server.Store(), await server.Part<Vauban.App.Workbench.Survey.SurveyDesk>());
        foreach (var company in new[] { "alder", "birch", "cedar" })
        {
            using var client = await people.Join(await people.Invite(company), "forged-" + company);
            await people.Answer(client, ("answer-capacity", "12"), ("consent-capacity", "sums"));
        }
        using var key = Vauban.Adapters.Sealing.OfficerKey.Read(SurveyPeople.PrivateKey, SurveyPeople.Passphrase);
        Assert.Equal(3, (await desk.Open("survey-forged", "spring", key, default)).Sheets.Count);
        var (alder, birch) = ((await store.FindSealedAnswer("survey-forged", "spring", "alder"))!, (await store.FindSealedAnswer("survey-forged", "spring", "birch"))!);
        // Moved: another's envelope. Forged: sealed by somebody who has the public key, as anybody may.
        await store.RewrapAnswer(alder with { Sealed = birch.Sealed, Hash = birch.Hash }, "test");
        var call = (await desk.Round("survey-forged", "spring", default))!;
        var sheet = new AnswerSheet { Survey = "powder", Questionnaire = "", Respondent = "birch", Country = "SE", Date = new(2026, 1, 1), Answers = [new("capacity", "99", AnswerConsent.Sums, new(2026, 1, 1))] };
        var forged = Vauban.Adapters.Sealing.Envelope.Seal(AnswerSheetFile.Write([sheet]), birch.About, Vauban.Adapters.Sealing.SealKey.Read(call.Call.Key));
        await Overwrite(store, birch with { Sealed = forged, Hash = Vauban.App.Workbench.Survey.SurveyDesk.Hash(forged) });
        var opened = await desk.Open("survey-forged", "spring", key, default);
        Assert.Equal(["cedar"], opened.Sheets.Select(s => s.Respondent));
        Assert.Equal(["alder", "birch"], opened.Lost.Select(l => l.Contributor));
    }

    // Past the store, which would write its line of the audit log.
    static Task Overwrite(IWorkspaceStore store, SealedAnswer answer)
    {
        var database = (Database)store.GetType().GetField("_database", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.GetValue(store)!;
        database.WriteNow(s => s.Update(Shapes.SealedAnswer, answer));
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Nobody_but_the_officer_gets_sealed_answers_and_a_company_gets_no_page_but_its_own()
    {
        using var people = await SurveyPeople.Open(server, "survey-rights");
        using var company = await people.Join(await people.Invite("acme"), "rights-acme");
        await people.Answer(company, ("answer-capacity", "12"), ("consent-capacity", "sums"));
        using var administrator = await server.SignIn("survey-rights", Role.Administrator, Role.Auditor, Role.Viewer, Role.Analyst, Role.Steward);
        foreach (var path in new[] { people.Page("survey"), people.Page("survey-round/spring"), people.Api("survey/rounds/spring/sealed.jsonl"), people.Page("my-survey") })
            Assert.Equal(HttpStatusCode.Forbidden, (await administrator.Get(path)).StatusCode);
        foreach (var path in new[] { people.Page("survey"), people.Page("survey-round/spring"), people.Page("data"), people.Page("portfolio"), people.Page("audit"), people.Api("survey/rounds/spring/sealed.jsonl"), people.Api("members") })
            Assert.Equal(HttpStatusCode.Forbidden, (await company.Get(path)).StatusCode);
        using (var planned = await people.Send(administrator, "survey/rounds/spring/release", [], ("table", "all"))) Assert.Equal(HttpStatusCode.Forbidden, planned.StatusCode);
        Assert.Contains("\"sealed\"", await people.Ada.Text(people.Api("survey/rounds/spring/sealed.jsonl")), StringComparison.Ordinal);
        // Without a token of the form nothing is done.
        using var bare = await company.PostBare(people.Api("survey/answers/spring/remove"));
        Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        Assert.Single(await (await server.Store()).SealedAnswers("survey-rights"));
        // A wrong passphrase is said, and nothing planned.
        using var wrong = await people.Send(people.Ada, "survey/rounds/spring/release", [("key", System.Text.Encoding.UTF8.GetBytes(SurveyPeople.PrivateKey))], ("table", "all"), ("passphrase", "not the right words"));
        Assert.EndsWith("wrong=passphrase", wrong.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_passes_to_a_new_key_and_the_old_one_opens_nothing_more()
    {
        using var people = await SurveyPeople.Open(server, "survey-renew");
        using var company = await people.Join(await people.Invite("acme"), "renew-acme");
        var code = SurveyPeople.CodeOf(await people.Answer(company, ("answer-capacity", "12"), ("consent-capacity", "sums")));
        using var next = Vauban.Adapters.Sealing.OfficerKey.Make();
        using var old = Vauban.Adapters.Sealing.OfficerKey.Read(SurveyPeople.PrivateKey, SurveyPeople.Passphrase);
        using var renewed = await people.Send(people.Ada, "survey/keys", [("key", System.Text.Encoding.UTF8.GetBytes(SurveyPeople.PrivateKey)), ("to", System.Text.Encoding.UTF8.GetBytes(next.Public.Pem))], ("passphrase", SurveyPeople.Passphrase));
        Assert.EndsWith("moved=1&left=0", renewed.Headers.Location!.ToString(), StringComparison.Ordinal);
        var desk = await server.Part<Vauban.App.Workbench.Survey.SurveyDesk>();
        Assert.Equal("12", Assert.Single((await desk.Open("survey-renew", "spring", next, default)).Sheets).Find("capacity")!.Value);
        Assert.Equal([("acme", Vauban.Adapters.Sealing.SealFault.OtherKey)], (await desk.Open("survey-renew", "spring", old, default)).Lost);
        // The company's own way to its answer stays.
        using var filled = await company.Post(people.Api("survey/answers/spring/fill"), ("code", code));
        Assert.Contains("value=\"12\"", await filled.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // New answers come in for the new key.
        await people.Answer(company, ("answer-capacity", "14"), ("consent-capacity", "sums"));
        Assert.Equal("14", Assert.Single((await desk.Open("survey-renew", "spring", next, default)).Sheets).Find("capacity")!.Value);
    }
}
