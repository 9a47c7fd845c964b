using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Vauban.App.Cli;

/// <summary>The one way JSON is written, by commands and by endpoints: camel case, a fixed order, at most nine significant digits.</summary>
/// <remarks>A number without an end is the text <c>"unlimited"</c>; an unknown one is <c>null</c>; never <c>Infinity</c> or <c>NaN</c>.</remarks>
static class JsonText
{
    static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A document with a line end behind it.</summary>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Options)) write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    /// <summary>A number as a property.</summary>
    public static void WriteValue(this Utf8JsonWriter json, string name, double value)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WritePropertyName(name);
        json.WriteValue(value);
    }

    /// <summary>A number.</summary>
    public static void WriteValue(this Utf8JsonWriter json, double value)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (double.IsPositiveInfinity(value)) json.WriteStringValue("unlimited");
        else if (!double.IsFinite(value)) json.WriteNullValue();
        else json.WriteRawValue(Digits(value));
    }

    /// <summary>A text as a property; null where there is none.</summary>
    public static void WriteText(this Utf8JsonWriter json, string name, string? value)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (value is null) json.WriteNull(name);
        else json.WriteString(name, value);
    }

    /// <summary>A list as a property.</summary>
    public static void WriteList<T>(this Utf8JsonWriter json, string name, IEnumerable<T> values, Action<T> write)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(write);
        json.WriteStartArray(name);
        foreach (var value in values) write(value);
        json.WriteEndArray();
    }

    /// <summary>A list of texts as a property.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> values) => json.WriteList(name, values, json.WriteStringValue);

    /// <summary>Nine significant digits, the shortest form, no sign on zero.</summary>
    internal static string Digits(double value)
    {
        var text = value.ToString("G9", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }
}
