using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.Tests.Survey;

public sealed class AnswerBookTests
{
    static readonly DateOnly First = new(2025, 3, 31), Second = new(2026, 3, 31);

    static readonly string[] Acme = ["acme"];

    static AnswerSheet Sheet(DateOnly date, params SheetAnswer[] answers) => KitTests.Sheet(answers) with { Date = date };

    static SheetAnswer Capacity(string value, DateOnly asOf) => new("capacity.powder", value, AnswerConsent.Sums, asOf);

    [Fact]
    public void The_same_sheet_twice_is_one_sheet()
    {
        var book = new List<AnswerSheet>();
        Assert.Equal(SheetFate.New, AnswerBook.Take(book, Sheet(First, Capacity("12", First))).Fate);
        var again = AnswerBook.Take(book, Sheet(First, Capacity("12", First)));
        Assert.Equal((SheetFate.Same, 1, 1), (again.Fate, again.Sheet.Version, book.Count));
    }

    [Fact]
    public void A_later_sheet_is_the_next_version_and_says_which_answers_are_used_again()
    {
        var book = new List<AnswerSheet>();
        AnswerBook.Take(book, Sheet(First, Capacity("12", First), new("shifts", "yes", AnswerConsent.Sums, First)));
        var next = AnswerBook.Take(book, Sheet(Second, Capacity("14", Second), new("shifts", "yes", AnswerConsent.Sums, First)));
        Assert.Equal((SheetFate.Next, 2, 1), (next.Fate, next.Sheet.Version, next.Reused));
        Assert.Empty(next.Redated);
        Assert.Equal("14", AnswerBook.Latest(book, "powder-2026", "acme")!.Find("capacity.powder")!.Value);
        // Every version stays.
        Assert.Equal(2, book.Count);
    }

    [Fact]
    public void An_answer_that_changed_while_its_day_did_not_counts_from_the_day_of_answering()
    {
        var book = new List<AnswerSheet>();
        AnswerBook.Take(book, Sheet(First, Capacity("12", First)));
        var next = AnswerBook.Take(book, Sheet(Second, Capacity("14", First)));
        Assert.Equal(Second, next.Sheet.Find("capacity.powder")!.AsOf);
        Assert.Equal("capacity.powder", Assert.Single(next.Redated));
        // Collected once more it is still the same sheet.
        Assert.Equal(SheetFate.Same, AnswerBook.Take(book, Sheet(Second, Capacity("14", First))).Fate);
    }

    // Given for 31 March 2025, fresh for 12 months, then 10 % of it a year, counted in months, until 60 months.
    [Theory]
    [InlineData("100", "2026-03-31", "100", "declared", false)]
    [InlineData("100", "2026-04-29", "100", "declared", false)]
    [InlineData("100", "2026-09-30", "95.833..104.167", "estimated", false)]
    [InlineData("100", "2027-03-31", "90..110", "estimated", false)]
    [InlineData("80..100", "2027-03-31", "72..110", "estimated", false)]
    [InlineData("80..", "2027-03-31", "72..", "estimated", false)]
    [InlineData("0", "2027-03-31", "0", "estimated", false)]
    [InlineData("100", "2030-03-31", "60..140", "estimated", false)]
    [InlineData("100", "2030-04-30", "60..140", "estimated", false)]
    [InlineData("100", "2030-05-31", "", "estimated", true)]
    public void An_answer_ages_by_the_rule_of_the_questionnaire(string value, string day, string aged, string basis, bool isOver)
    {
        var now = AnswerBook.Age(QuestionnaireTests.Small.Questions[0], Capacity(value, First), new(), DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((basis, isOver), (now.Basis, now.IsOver));
        Assert.True(Quantity.TryParse(aged, out var expected));
        Assert.Equal(expected.IsKnown, now.Value.IsKnown);
        if (!expected.IsKnown) return;
        Assert.Equal(expected.Low, now.Value.Low, 3);
        Assert.Equal(expected.High, now.Value.High, 3);
    }

    [Fact]
    public void An_older_answer_is_never_narrower() => CsCheck.Gen.Select(CsCheck.Gen.Double[0, 1000], CsCheck.Gen.Int[0, 2500], CsCheck.Gen.Int[0, 400]).Try(200, t =>
    {
        var answer = Capacity(Quantity.Text(t.Item1), First);
        var (early, late) = (Aged(t.Item2), Aged(t.Item2 + t.Item3));
        Assert.True(late.IsOver || (late.Value.Low <= early.Value.Low && late.Value.High >= early.Value.High));
        AgedAnswer Aged(int days) => AnswerBook.Age(QuestionnaireTests.Small.Questions[0], answer, new(), First.AddDays(days));
    });

    [Fact]
    public void Contacts_go_when_asked_for_and_answers_stay_unless_these_are_asked_for_too()
    {
        AnswerSheet[] book = [Sheet(First, Capacity("12", First)), Sheet(Second, Capacity("14", Second)) with { Version = 2 }, Sheet(First, Capacity("7", First)) with { Respondent = "bolt" }];
        var left = AnswerBook.Forget(book, Acme, withAnswers: false);
        Assert.Equal([BusinessContact.None, BusinessContact.None, book[2].Contact], left.Select(s => s.Contact));
        Assert.Equal(3, left.Count);
        Assert.Equal("bolt", Assert.Single(AnswerBook.Forget(book, Acme, withAnswers: true)).Respondent);
    }

    [Fact]
    public void What_the_questionnaire_promised_to_delete_goes_when_its_time_is_over()
    {
        AnswerSheet[] book = [Sheet(First, Capacity("12", First))];
        Assert.NotEqual(BusinessContact.None, Assert.Single(AnswerBook.Expire(book, QuestionnaireTests.Small, First.AddMonths(24))).Contact);
        Assert.Equal(BusinessContact.None, Assert.Single(AnswerBook.Expire(book, QuestionnaireTests.Small, First.AddMonths(24).AddDays(1))).Contact);
        Assert.Single(AnswerBook.Expire(book, QuestionnaireTests.Small, First.AddMonths(120)));
        Assert.Empty(AnswerBook.Expire(book, QuestionnaireTests.Small, First.AddMonths(120).AddDays(1)));
        // Another survey keeps by its own promise.
        Assert.Single(AnswerBook.Expire([book[0] with { Survey = "other" }], QuestionnaireTests.Small, First.AddMonths(400)));
    }
}
