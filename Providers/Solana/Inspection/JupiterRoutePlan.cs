using System.Buffers.Binary;

namespace PuppetEngine.Providers.Solana.Inspection;

/// <summary>
/// Walks the plan of a route, only to know where it ends: the older instructions have their amounts behind it, and Anchor ignores what
/// follows its arguments, so reading the amounts from the end of the data would trust a copy that the program never reads. How many bytes a
/// venue takes follows from the enum <c>Swap</c> of the IDL: variants 0 to 58 of <c>jup-ag/instruction-parser</c> (47aaf980), all 197 of
/// the IDL account on the chain as read in October 2026. A venue beyond them is refused, not guessed.
/// </summary>
internal static class JupiterRoutePlan
{
    private const int KnownVenues = 197;
    private const int KnownCandidates = 19;

    /// <summary>Behind the venue of a step: the share in percent, and the indices of input and output.</summary>
    private const int StepTail = 3;

    /// <summary>Where the plan ends; negative if it cannot be read.</summary>
    /// <param name="data">The instruction's data.</param>
    /// <param name="start">Where the plan's length stands.</param>
    public static int End(ReadOnlySpan<byte> data, int start)
    {
        var cursor = new Cursor(data, start);
        var steps = cursor.Count();
        // A plan without a step moves nothing and is nobody's quote.
        for (var i = 0; steps > 0 && i < steps && !cursor.Failed; i++)
        {
            Venue(ref cursor);
            cursor.Skip(StepTail);
        }

        return cursor.Failed || steps == 0 ? -1 : cursor.Position;
    }

    private static void Venue(ref Cursor cursor)
    {
        var venue = cursor.Byte();
        switch (venue)
        {
            case 47 or 103:
                cursor.Skip(1);
                if (cursor.Option())
                {
                    cursor.Skip(2 * cursor.Count());
                }

                break;
            case 75:
                cursor.Skip(2 * cursor.Count());
                break;
            case 111:
                for (var left = cursor.Count(); left > 0 && !cursor.Failed; left--)
                {
                    Candidate(ref cursor);
                }

                cursor.Skip(cursor.Option() ? 1 : 0);
                break;
            case 120:
                cursor.Skip(1);
                cursor.Skip(cursor.Count());
                break;
            case 146:
                for (var left = cursor.Count(); left > 0 && !cursor.Failed; left--)
                {
                    Candidate(ref cursor);
                    cursor.Skip(4);
                }

                cursor.Skip(2);
                break;
            case 183:
                cursor.Skip(1);
                cursor.Skip(cursor.Option() ? 1 : 0);
                break;
            default:
                cursor.Skip(venue < KnownVenues ? FixedSize(venue) : -1);
                break;
        }
    }

    private static void Candidate(ref Cursor cursor)
    {
        var candidate = cursor.Byte();
        if (candidate == 10)
        {
            cursor.Skip(1);
            if (cursor.Option())
            {
                cursor.Skip(2 * cursor.Count());
            }

            return;
        }

        cursor.Skip(candidate switch
        {
            >= KnownCandidates => -1,
            0 or 2 => 9,
            1 or 5 or 7 or 8 or 9 or 12 or 14 => 1,
            15 => 57,
            16 => 65,
            17 => 81,
            _ => 0,
        });
    }

    private static int FixedSize(byte venue) => venue switch
    {
        8 or 12 or 15 or 16 or 17 or 18 or 21 or 23 or 24 or 27 or 28 or 39 or 58 or 60 or 61 or 64 or 85 or 89 or 94 or 95 or 104 or 106 or 107 or 110 or 116
            or 117 or 119 or 121 or 125 or 127 or 129 or 132 or 136 or 141 or 145 or 151 or 152 or 153 or 160 or 162 or 164 or 165 or 166 or 168 or 170 or 171
            or 172 or 174 or 177 or 178 or 181 or 182 or 184 or 189 or 192 or 193 or 194 or 196 => 1,
        71 or 86 or 155 or 167 or 187 or 191 => 2,
        42 => 3,
        33 or 41 => 4,
        44 or 45 or 161 => 5,
        81 or 82 or 159 => 8,
        87 or 118 or 157 => 9,
        43 or 135 => 10,
        29 or 122 => 16,
        126 => 17,
        123 => 48,
        185 => 57,
        186 => 65,
        190 => 81,
        _ => 0,
    };

    private ref struct Cursor(ReadOnlySpan<byte> data, int position)
    {
        private readonly ReadOnlySpan<byte> _data = data;

        public int Position { get; private set; } = position;

        public bool Failed { get; private set; }

        public void Skip(int count)
        {
            Failed |= count < 0 || count > _data.Length - Position;
            Position += Failed ? 0 : count;
        }

        public byte Byte()
        {
            Skip(1);
            return Failed ? (byte)0 : _data[Position - 1];
        }

        public bool Option()
        {
            var flag = Byte();
            Failed |= flag > 1;
            return flag == 1;
        }

        /// <summary>A list's length; none is longer than the data.</summary>
        public int Count()
        {
            Skip(4);
            var count = Failed ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(_data[(Position - 4)..]);
            Failed |= count > _data.Length;
            return Failed ? 0 : (int)count;
        }
    }
}
