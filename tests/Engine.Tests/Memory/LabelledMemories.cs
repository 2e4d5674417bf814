namespace PuppetEngine.Tests.Engine.Memory;

/// <summary>
/// Twenty topics with five memories and five questions each, by keyword and by paraphrase. What a question ought to find is fixed by its topic; it
/// was written down before anything was measured.
/// </summary>
internal static class LabelledMemories
{
    internal static readonly (string[] Memories, string[] Questions)[] Topics =
    [
        (["The kettle whistled while Bea poured green tea.", "She brews oolong tea in a clay pot.", "Too hot water makes tea leaves bitter.", "We drank jasmine tea on the balcony.", "He keeps forty tins of tea leaves."],
            ["tea", "green tea brewing", "how does she brew the leaves", "bitter leaves hot water", "drinking oolong from a pot"]),
        (["The night tram was late again.", "Trams stop at the harbour every ten minutes.", "The tram driver waved at the children.", "A new tram line opens in the suburb.", "Somebody lost a violin in the tram."],
            ["tram", "late trams at night", "driver of the tramway", "when does the line to the harbour run", "violin lost on the way"]),
        (["Rain drummed on the tin roof all night.", "The forecast promises rain and wind.", "An umbrella broke in the storm.", "It rained into the open window.", "After the storm the streets were flooded."],
            ["rain", "storm and wind forecast", "rainy night on the roof", "broken umbrella", "flooding in the streets"]),
        (["The sourdough starter doubled overnight.", "She bakes rye bread on Sundays.", "The crust of the loaf cracked as it cooled.", "Flour, water and salt make bread.", "The bakery sold out of loaves by nine."],
            ["bread", "baking rye loaves", "sourdough baker", "crust cracking", "what does a loaf need besides flour and salt"]),
        (["The telescope showed the rings of Saturn.", "Jupiter stood bright beside the moon.", "A comet crosses the sky in October.", "We counted meteors from the hill.", "The observatory opens its dome on Fridays."],
            ["telescope", "rings of the planet Saturn", "comets in the sky", "counting meteors at the observatory", "bright Jupiter and the moon"]),
        (["Chess club meets on Tuesday evenings.", "He opened with the queen's gambit.", "Her knight forked king and rook.", "The endgame was a drawn pawn ending.", "The grandmaster played ten boards blindfold."],
            ["chess", "queen's gambit opening", "knight fork", "pawn endgames", "blindfolded grandmaster"]),
        (["The bees swarmed into the apple tree.", "The hive gave ten jars of honey.", "A queen bee was marked with a blue dot.", "Smoke calms the bees before the hive is opened.", "Clover honey is pale and mild."],
            ["bees", "honey from the hive", "swarming beekeepers", "marked queen of the hive", "why smoke is used on hives"]),
        (["The choir rehearsed a requiem.", "Her voice cracked on the high note.", "The tenors sang too loudly.", "Singing lessons begin with breathing.", "The choir's concert is in the old church."],
            ["choir", "requiem rehearsal", "singers and tenors", "concert in the church", "breathing for the voice"]),
        (["The bicycle chain snapped on the hill.", "She patched the tube of her bicycle tyre.", "Cyclists want a lane along the river.", "His bike has a squeaking brake.", "The race has a steep climb for cyclists."],
            ["bicycle", "bike brakes squeak", "cycling lanes by the river", "patching a tyre", "broken chain"]),
        (["The harbour crane unloaded containers at dawn.", "A ferry crosses to the island at noon.", "Fishing boats came back with herring.", "The lighthouse keeper retired.", "Ships wait outside the port in fog."],
            ["ferry", "ships in the port", "island crossing by boat", "containers and cranes", "keeper of the lighthouse"]),
        (["The server crashed after the update.", "She fixed the bug in the parser.", "Unit tests run before each deploy.", "The database needs an index on that column.", "Code review found a race condition."],
            ["bug", "database indexes", "crash of the server", "testing before deployment", "reviewing code"]),
        (["The vaccine clinic opens on Monday.", "The nurse measured his blood pressure.", "Her doctor prescribed antibiotics.", "The hospital built a new wing.", "A fever kept the child in bed."],
            ["doctor", "hospital nurses", "antibiotic prescription", "measuring blood pressure", "feverish child"]),
        (["Tomatoes ripen against the south wall.", "Slugs ate the lettuce seedlings.", "He composts kitchen scraps for the garden.", "The roses need pruning in March.", "We planted garlic before the frost."],
            ["garden", "pruning roses", "gardeners' compost", "slugs and lettuce", "planting garlic"]),
        (["The election was decided by twelve votes.", "The mayor promised cheaper rents.", "Voters queued around the school.", "The council debated the budget until midnight.", "A recount was ordered in two districts."],
            ["election", "the mayor's promises", "voting queues", "city council budget", "recounting the votes"]),
        (["Her watercolours hang in the gallery.", "He mixes ochre and blue for shadows.", "The museum borrowed a portrait.", "The sculptor carved a horse from marble.", "A mural covers the station wall."],
            ["painting watercolours", "portrait in a museum", "marble sculpture", "murals at the station", "mixing ochre for shadow"]),
        (["The train to the mountains was full of skiers.", "Snow closed the pass for a week.", "An avalanche warning is in force.", "She learned to ski at forty.", "The chairlift stopped above the trees."],
            ["snow", "skiing lessons", "avalanches in the mountains", "closed pass", "skier on the chairlift"]),
        (["The dog buried its bone under the hedge.", "Her puppy chewed the slippers.", "The vet removed a thorn from the paw.", "Dogs must be on a leash in the park.", "The shepherd dog herds ducks."],
            ["dog", "puppies chewing", "leash in parks", "veterinary paw thorn", "herding shepherd"]),
        (["The bank raised its interest rates.", "She pays her mortgage in April.", "Inflation eats his savings.", "The auditor found an unpaid invoice.", "The shares fell after the report."],
            ["bank", "rates of interest", "mortgages and savings", "invoices unpaid", "falling share price report"]),
        (["The novel ends with a wedding.", "He reads poems aloud to his sister.", "The library lends audiobooks.", "Her publisher wants a shorter chapter.", "The detective in the story is a nun."],
            ["novel", "library books", "reading poetry aloud", "publishers of chapters", "a nun who is a detective"]),
        (["The goalkeeper saved two penalties.", "Our team lost in extra time.", "The coach benched the striker.", "Football practice is moved to Thursday.", "Fans sang in the stadium for hours."],
            ["football", "penalty saves by the keeper", "stadium fans", "coaching strikers", "loss in extra time"]),
    ];
}
