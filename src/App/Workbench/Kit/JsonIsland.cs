using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Components;

namespace Vauban.App.Workbench.Kit;

/// <summary>Data that stand beside what they are drawn from, where a script of the page reads them.</summary>
static class JsonIsland
{
    // The default encoder writes <, > and & as escapes, so that no value can end the element.
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.Strict, Encoder = JavaScriptEncoder.Default, Converters = { new FiniteNumber() },
    };

    /// <summary>The data as the inside of a script element.</summary>
    public static MarkupString Of(object data) => new(JsonSerializer.Serialize(data, Options));

    /// <summary>A number without an end is not drawn.</summary>
    sealed class FiniteNumber : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value)) writer.WriteRawValue(Cli.JsonText.Digits(value));
            else writer.WriteNullValue();
        }
    }
}
