using System.Text.Json;
using Vauban.Adapters.Formats.Surveys;
using Vauban.App.Cli;
using Vauban.Core.Studies;
using Vauban.Core.Survey;

namespace Vauban.App.Survey;

/// <summary>Questionnaires, and what is worth asking, as JSON.</summary>
static class KitJson
{
    public static void Write(Utf8JsonWriter json, Questionnaire questionnaire, IReadOnlyList<AskProposal> asks)
    {
        json.WriteStartObject();
        json.WriteString("survey", questionnaire.Survey);
        json.WriteNumber("version", questionnaire.Version);
        json.WriteString("fingerprint", QuestionnaireFile.Fingerprint(questionnaire));
        json.WriteList("questions", questionnaire.Questions, q =>
        {
            json.WriteStartObject();
            json.WriteString("id", q.Id);
            json.WriteText("stage", q.Stage.Length > 0 ? q.Stage : null);
            json.WriteText("unit", q.Unit.Length > 0 ? q.Unit : null);
            json.WriteBoolean("added", q.IsAdded);
            json.WriteEndObject();
        });
        json.WriteList("asks", asks, a =>
        {
            json.WriteStartObject();
            json.WriteString("makersOf", a.Stage);
            json.WriteString("item", a.Item);
            json.WriteString("kind", a.Kind.ToString().ToLowerInvariant());
            json.WriteValue("low", a.Low);
            json.WriteValue("high", a.High);
            json.WriteBoolean("decides", a.Decides);
            json.WriteNumber("groups", a.Groups);
            json.WriteTexts("questions", a.Questions);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }
}
