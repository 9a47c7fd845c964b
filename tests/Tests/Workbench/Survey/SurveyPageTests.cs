using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Vauban.Tests.Workbench.Survey;

/// <summary>The pages of a survey in a real browser, with a round, answers and figures in them.</summary>
public sealed class SurveyPageTests(WorkbenchServer server, TestBrowser browser)
{
    static readonly BrowserLook[] Looks = [new(), new() { IsDark = true }, new() { Width = 390, Height = 800 }];

    [Fact]
    public async Task A_company_answers_sees_what_others_will_see_and_gets_a_receipt_and_the_officer_plans_a_release()
    {
        using var people = await SurveyPeople.Open(server, "survey-look");
        using var alder = await people.Join(await people.Invite("alder"), "look-alder");
        await using (var open = await browser.Open(alder, people.Page("my-survey")))
        {
            await Look(open, "survey-mine");
            await open.Page.GetByRole(AriaRole.Link, new() { Name = "Answer", Exact = true }).ClickAsync();
            // Nothing is allowed before the company allows it.
            await Expect(open.Page.Locator("[name=consent-capacity]")).ToHaveValueAsync("officer");
            await open.Page.Locator("[name=answer-capacity]").FillAsync("many");
            await Look(open, "survey-answer");
            await open.Page.GetByRole(AriaRole.Main).Locator("form.answers button.main").ClickAsync();
            // What is wrong is said at its field, and stays there to be mended.
            await Expect(open.Page.Locator("[name=answer-capacity]")).ToHaveValueAsync("many");
            await Expect(open.Page.Locator("[name=answer-capacity]")).ToHaveAttributeAsync("aria-invalid", "true");
            await open.Page.Locator("[name=answer-capacity]").FillAsync("120");
            await open.Page.Locator("[name=consent-capacity]").SelectOptionAsync("sums");
            await open.Page.GetByRole(AriaRole.Main).Locator("form.answers button.main").ClickAsync();
            await Expect(open.Page.Locator("table")).ToContainTextAsync("120 t/month");
            await Look(open, "survey-preview");
            await open.Page.Locator("form[action$='/send'] button").ClickAsync();
            await Expect(open.Page.Locator("#reading-code")).ToBeVisibleAsync();
            await Look(open, "survey-receipt");
        }
        foreach (var (company, i) in new[] { "birch", "cedar", "elm", "fir", "hazel", "larch" }.Select((c, i) => (c, i)))
        {
            using var client = await people.Join(await people.Invite(company, i % 2 == 0 ? "SE" : "NO"), "look-" + company);
            await people.Answer(client, ("answer-capacity", (100 + i * 10).ToString(System.Globalization.CultureInfo.InvariantCulture)), ("consent-capacity", "sums"));
        }
        // 120, and 100 + 110 + ... + 150.
        Assert.Contains(">870<", await people.WithKey(people.Ada, "survey/rounds/spring/release", ("table", "all")), StringComparison.Ordinal);
        await using (var open = await browser.Open(people.Bo, people.Page("survey"))) await Look(open, "survey-officer");
        await using (var open = await browser.Open(people.Bo, people.Page("survey-round/spring"))) await Look(open, "survey-round");
        using (var second = await people.Bo.Post(people.Api("survey/releases/1/decide"), ("approve", "yes"))) Assert.EndsWith("done=decided", second.Headers.Location!.ToString(), StringComparison.Ordinal);
        await using (var open = await browser.Open(alder, people.Page("survey-figures"))) await Look(open, "survey-figures");
    }

    static async Task Look(OpenPage open, string name)
    {
        foreach (var look in Looks)
        {
            await open.Turn(look);
            await open.Picture(name + (look.IsDark ? "-dark" : look.Width < 1000 ? "-narrow" : ""));
            Assert.Empty(await open.Barriers());
            Assert.Equal(0, await open.Overflow());
        }
        await open.Turn(Looks[0]);
    }
}
