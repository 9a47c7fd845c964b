using System.Text;
using Vauban.Adapters.Formats.Surveys;
using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.Tests.Survey;

public sealed class QuestionnaireTests
{
    static readonly string[] Two = ["acme", "bolt"];

    internal static QuestionText Words(string text) => new(new Dictionary<string, string> { ["en"] = text, ["de"] = text + " (de)" });

    internal static Questionnaire Small => new()
    {
        Survey = "powder-2026", Title = Words("Powder"), Period = "2026", Officer = "survey@example.org",
        Questions =
        [
            new() { Id = "capacity.powder", Topic = QuestionTopic.Capacity, Kind = QuestionKind.Number, Text = Words("How much powder?"), Help = Words("Good product only."), Unit = "t/month", Example = "12", Stage = "powder", Target = new("lines", "capacity", "powder"), IsAdded = true },
            new() { Id = "bottleneck", Topic = QuestionTopic.Bottleneck, Kind = QuestionKind.Choice, Text = Words("What limits you?"), Choices = [new("people", Words("People")), new("machines", Words("Machines"))] },
            new() { Id = "shifts", Topic = QuestionTopic.Skills, Kind = QuestionKind.Flag, Text = Words("Could you work another shift?") },
            new() { Id = "obstacles", Topic = QuestionTopic.Obstacles, Kind = QuestionKind.Text, Text = Words("What keeps you from investing?") },
        ],
    };

    static AnswerSheet Sheet(string value = "12") => new()
    {
        Survey = "powder-2026", Questionnaire = QuestionnaireFile.Fingerprint(Small), Respondent = "acme", Country = "NO", Size = "small", Date = new(2026, 3, 1), Contact = new("A. Example", "a@example.org"),
        Answers = [new("capacity.powder", value, AnswerConsent.Sums, new(2026, 3, 1)), new("bottleneck", "people", AnswerConsent.Officer, new(2025, 3, 1))],
    };

    [Fact]
    public void A_questionnaire_reads_back_as_it_was_written()
    {
        var findings = new List<Finding>();
        using var stream = new MemoryStream(QuestionnaireFile.Write(Small));
        var read = QuestionnaireFile.Read(stream, new("q.json"), findings);
        Assert.Empty(findings);
        Assert.Equal(Encoding.UTF8.GetString(QuestionnaireFile.Write(Small)), Encoding.UTF8.GetString(QuestionnaireFile.Write(read!)));
        Assert.Equal(QuestionnaireFile.Fingerprint(Small), QuestionnaireFile.Fingerprint(read!));
    }

    [Fact]
    public void A_changed_question_gives_another_fingerprint() =>
        Assert.NotEqual(QuestionnaireFile.Fingerprint(Small), QuestionnaireFile.Fingerprint(Small with { Questions = [.. Small.Questions.Select(q => q with { Unit = q.Unit.Length > 0 ? "t/year" : "" })] }));

    [Theory]
    [InlineData("\"unit\": \"t/month\"", "\"unit\": \"t/fortnight\"", "E-PACK-02")]
    [InlineData("\"example\": \"12\"", "\"example\": \"a lot\"", "E-PACK-07")]
    [InlineData("\"field\": \"capacity\"", "\"field\": \"capcity\"", "E-PACK-04")]
    [InlineData("\"table\": \"lines\"", "\"table\": \"liens\"", "E-PACK-04")]
    [InlineData("\"id\": \"bottleneck\"", "\"id\": \"capacity.powder\"", "E-PACK-06")]
    [InlineData("\"kind\": \"flag\"", "\"kind\": \"perhaps\"", "E-PACK-04")]
    [InlineData("\"kind\": \"choice\"", "\"kind\": \"number\", \"answer\": 3", "E-PACK-03")]
    [InlineData("\"least_contributors\": 5", "\"least_contributors\": 1", "E-PACK-02")]
    [InlineData("\"survey\": \"powder-2026\"", "\"survey\": \"Powder 2026\"", "E-PACK-02")]
    [InlineData("\"questions\": [", "\"questions\": [], \"x\": [", "E-PACK-03")]
    [InlineData("\"code\": \"machines\"", "\"code\": \"people\"", "E-PACK-06")]
    public void What_is_wrong_in_a_questionnaire_is_said_with_its_place(string right, string wrong, string code)
    {
        var findings = new List<Finding>();
        var text = Encoding.UTF8.GetString(QuestionnaireFile.Write(Small));
        Assert.Contains(right, text, StringComparison.Ordinal);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Null(QuestionnaireFile.Read(stream, new("q.json"), findings));
        Assert.Contains(findings, f => f.Code == code && f.Place.File == "q.json");
    }

    [Theory]
    [InlineData("capacity.powder", "12.50", "12.5")]
    [InlineData("capacity.powder", "4..6", "4..6")]
    [InlineData("capacity.powder", "0", "0")]
    [InlineData("capacity.powder", "-1", null)]
    [InlineData("capacity.powder", "-3..6", null)]
    [InlineData("capacity.powder", "twelve", null)]
    [InlineData("bottleneck", "people", "people")]
    [InlineData("bottleneck", "machines (DE)", "machines")]
    [InlineData("bottleneck", "weather", null)]
    [InlineData("shifts", "Oui", "yes")]
    [InlineData("shifts", "maybe", null)]
    public void An_answer_is_read_or_refused(string question, string given, string? read) => Assert.Equal(read, Small.Find(question)!.Read(given));

    [Fact]
    public void A_number_above_the_highest_is_refused_at_either_end()
    {
        var question = Small.Questions[0] with { Highest = 100 };
        Assert.Equal("90..100", question.Read("90..100"));
        Assert.Null(question.Read("90..101"));
        Assert.Null(question.Read("101.."));
        Assert.Equal("90..", question.Read("90.."));
    }

    [Fact]
    public void A_company_is_asked_what_everybody_is_asked_and_what_makers_of_its_items_are()
    {
        Assert.Equal(Small.Questions.Count, Small.For([]).Count);
        Assert.DoesNotContain(Small.For(Two), q => q.Id == "capacity.powder");
        Assert.Equal(3, Small.For(Two).Count);
    }

    [Fact]
    public void A_book_of_sheets_reads_back_as_it_was_written()
    {
        var findings = new List<Finding>();
        AnswerSheet[] sheets = [Sheet(), Sheet("14") with { Version = 2, Contact = BusinessContact.None }];
        using var stream = new MemoryStream(AnswerSheetFile.Write(sheets));
        var read = AnswerSheetFile.Read(stream, new("answers.json"), findings)!;
        Assert.Empty(findings);
        Assert.Equal(Encoding.UTF8.GetString(AnswerSheetFile.Write(sheets)), Encoding.UTF8.GetString(AnswerSheetFile.Write(read)));
    }

    [Fact]
    public void A_receipt_stands_for_the_answers_and_not_for_the_contact()
    {
        Assert.Equal(AnswerSheetFile.Receipt(Sheet()), AnswerSheetFile.Receipt(Sheet() with { Contact = BusinessContact.None, Version = 7 }));
        Assert.NotEqual(AnswerSheetFile.Receipt(Sheet()), AnswerSheetFile.Receipt(Sheet("12.5")));
        Assert.NotEqual(AnswerSheetFile.Receipt(Sheet()), AnswerSheetFile.Receipt(Sheet() with { Respondent = "bolt" }));
        Assert.Matches("^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$", AnswerSheetFile.Receipt(Sheet()));
    }
}
