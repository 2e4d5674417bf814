using System.Collections.Frozen;

namespace PuppetEngine.Emulators.X.Posts;

/// <summary>Top-level domains by which a link without a scheme is told from a full stop: all of countries, the common generic ones.</summary>
internal static class TopLevelDomains
{
    private const string Countries =
        "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz ca " +
        "cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et eu fi fj fk fm fo fr ga " +
        "gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke " +
        "kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu " +
        "mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa " +
        "sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tp tr tt tv tw tz ua " +
        "ug uk um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw ";

    private const string Generic =
        "com net org edu gov int mil arpa aero asia biz cat coop info jobs mobi museum name post pro tel travel xxx academy " +
        "accountant accountants actor ads adult africa agency ai airforce amazon apartments app apple archi army art associates " +
        "attorney auction audio author auto autos baby band bank bar bargains basketball beauty beer berlin best bet bible bid " +
        "bike bingo bio black blog bloomberg blue boats bond boo book boston bot boutique box broker build builders business " +
        "buy buzz cab cafe cam camera camp capital car cards care career careers cars casa cash casino catering center ceo cfd " +
        "charity chat cheap church city claims cleaning click clinic clothing cloud club coach codes coffee college cologne " +
        "community company computer condos construction consulting contact contractors cooking cool country coupons courses " +
        "credit creditcard cricket cruises cyou dance data date dating day deal deals degree delivery democrat dental dentist " +
        "design dev diamonds diet digital direct directory discount doctor dog domains download earth eat education email " +
        "energy engineer engineering enterprises equipment estate events exchange expert exposed express fail faith family fan " +
        "fans farm fashion film finance financial fish fishing fit fitness flights florist flowers foo food football forex " +
        "forsale forum foundation free fun fund furniture futbol fyi gallery game games garden gay gift gifts gives glass " +
        "global gmbh gold golf google graphics gratis green gripe group guide guitars guru hair hamburg health healthcare help " +
        "here hiphop hiv hockey holdings holiday homes horse hospital host hosting hot hotels house how ice icu immo immobilien " +
        "inc industries ink institute insurance insure international investments irish jetzt jewelry juegos kaufen kids kim " +
        "kitchen kiwi land law lawyer lease legal lgbt life lighting limited limo link live llc loan loans lol london lotto " +
        "love ltd luxury madrid makeup management map market marketing markets mba media meet memorial men menu miami microsoft " +
        "moda moe mom money monster mortgage moscow motorcycles mov movie music network new news nexus ngo ninja nyc observer " +
        "one ong onl online ooo organic page paris partners parts party pay pet pets phd photo photography photos pics pictures " +
        "pink pizza place plumbing plus poker porn press productions prof promo properties property pub quest racing radio " +
        "realty recipes red rehab reise reisen rent rentals repair report republican rest restaurant review reviews rich rip " +
        "rocks rodeo rugby run sale salon sarl save school schule science search security select services sexy shiksha shoes " +
        "shop shopping show singles site ski skin soccer social software solar solutions space sport spot storage store stream " +
        "studio study style sucks supplies supply support surf surgery sydney systems talk tattoo tax taxi team tech technology " +
        "tennis theater theatre tickets tips tires tirol today tokyo tools top tours town toys trade trading training tube " +
        "university uno vacations ventures vet viajes video villas vin vip vision vodka vote voto voyage wales watch weather " +
        "webcam website wedding wien wiki win wine work works world wtf xin xyz yachts yoga you zip zone ";

    private static readonly FrozenSet<string> All =
        (Countries + Generic).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = All.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(ReadOnlySpan<char> label) => Lookup.Contains(label);
}
