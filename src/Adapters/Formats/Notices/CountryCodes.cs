using System.Collections.Frozen;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Notices;

/// <summary>Countries by their ISO 3166-1 codes of three letters, which eForms notices use.</summary>
static class CountryCodes
{
    // Three letters and the two of the table of countries.
    const string Codes = """
        AFGAF AGOAO AIAAI ALBAL ANDAD AREAE ARGAR ARMAM ATGAG AUSAU AUTAT AZEAZ BDIBI BELBE BENBJ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLRBY
        BLZBZ BOLBO BRABR BRBBB BRNBN BTNBT BWABW CAFCF CANCA CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG COLCO COMKM CPVCV CRICR CUBCU CYPCY
        CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESPES ESTEE ETHET FINFI FJIFJ FRAFR FSMFM GABGA GBRGB GEOGE GHAGH GINGN
        GMBGM GNBGW GNQGQ GRCGR GRDGD GTMGT GUYGY HKGHK HNDHN HRVHR HTIHT HUNHU IDNID INDIN IRLIE IRNIR IRQIQ ISLIS ISRIL ITAIT JAMJM JORJO
        JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MARMA MCOMC
        MDAMD MDGMG MDVMV MEXMX MHLMH MKDMK MLIML MLTMT MMRMM MNEME MNGMN MOZMZ MRTMR MUSMU MWIMW MYSMY NAMNA NCLNC NERNE NGANG NICNI NLDNL
        NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PERPE PHLPH PLWPW PNGPG POLPL PRIPR PRKKP PRTPT PRYPY PSEPS QATQA ROURO RUSRU RWARW SAUSA
        SDNSD SENSN SGPSG SLBSB SLESL SLVSV SMRSM SOMSO SRBRS SSDSS STPST SURSR SVKSK SVNSI SWESE SWZSZ SYCSC SYRSY TCDTD TGOTG THATH TJKTJ
        TKMTM TLSTL TONTO TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA URYUY USAUS UZBUZ VATVA VCTVC VENVE VNMVN VUTVU WSMWS XKXXK YEMYE
        ZAFZA ZMBZM ZWEZW
        """;

    static readonly FrozenDictionary<string, string> Two = Codes.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenDictionary(c => c[..3], c => c[3..], StringComparer.OrdinalIgnoreCase);

    /// <summary>The country of a code of two or three letters; empty where it is none.</summary>
    public static CountrySet Of(string code) =>
        Countries.TryFind(code.Length == 3 && Two.TryGetValue(code, out var two) ? two : code.ToUpperInvariant(), out var country) ? CountrySet.Of(country) : CountrySet.Empty;
}
