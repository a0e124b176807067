#include "math/math-internal.h"

/* The blocks of Unicode's mathematical alphabets; 0: there is none. */
typedef struct {
    gunichar capital, small, digit, greek_capital, greek_small;
} block;

static const block blocks[] = {
    [HP_ALPHABET_ITALIC] = {0x1d434, 0x1d44e, 0, 0, 0x1d6fc},
    [HP_ALPHABET_ROMAN] = {0, 0, 0, 0, 0},
    [HP_ALPHABET_BOLD] = {0x1d400, 0x1d41a, 0x1d7ce, 0x1d6a8, 0x1d6c2},
    [HP_ALPHABET_BOLD_ITALIC] = {0x1d468, 0x1d482, 0x1d7ce, 0x1d71c, 0x1d736},
    [HP_ALPHABET_ALL_ITALIC] = {0x1d434, 0x1d44e, 0, 0x1d6e2, 0x1d6fc},
    [HP_ALPHABET_SCRIPT] = {0x1d49c, 0x1d4b6, 0, 0, 0},
    [HP_ALPHABET_FRAKTUR] = {0x1d504, 0x1d51e, 0, 0, 0},
    [HP_ALPHABET_DOUBLE_STRUCK] = {0x1d538, 0x1d552, 0x1d7d8, 0, 0},
    [HP_ALPHABET_SANS] = {0x1d5a0, 0x1d5ba, 0x1d7e2, 0, 0},
    [HP_ALPHABET_MONO] = {0x1d670, 0x1d68a, 0x1d7f6, 0, 0},
};

/* What \boldsymbol makes of them. */
static const block bold_blocks[] = {
    [HP_ALPHABET_ITALIC] = {0x1d468, 0x1d482, 0x1d7ce, 0x1d6a8, 0x1d736},
    [HP_ALPHABET_ROMAN] = {0x1d400, 0x1d41a, 0x1d7ce, 0x1d6a8, 0x1d6c2},
    [HP_ALPHABET_BOLD] = {0x1d400, 0x1d41a, 0x1d7ce, 0x1d6a8, 0x1d6c2},
    [HP_ALPHABET_BOLD_ITALIC] = {0x1d468, 0x1d482, 0x1d7ce, 0x1d71c, 0x1d736},
    [HP_ALPHABET_ALL_ITALIC] = {0x1d468, 0x1d482, 0x1d7ce, 0x1d71c, 0x1d736},
    [HP_ALPHABET_SCRIPT] = {0x1d4d0, 0x1d4ea, 0x1d7ce, 0, 0},
    [HP_ALPHABET_FRAKTUR] = {0x1d56c, 0x1d586, 0x1d7ce, 0, 0},
    [HP_ALPHABET_DOUBLE_STRUCK] = {0x1d538, 0x1d552, 0x1d7d8, 0, 0},
    [HP_ALPHABET_SANS] = {0x1d5d4, 0x1d5ee, 0x1d7ec, 0x1d756, 0x1d770},
    [HP_ALPHABET_MONO] = {0x1d670, 0x1d68a, 0x1d7f6, 0, 0},
};

/* Letters that were encoded earlier and left holes in the blocks. */
static const gunichar holes[][2] = {
    {0x1d455, 0x210e}, {0x1d49d, 0x212c}, {0x1d4a0, 0x2130}, {0x1d4a1, 0x2131}, {0x1d4a3, 0x210b}, {0x1d4a4, 0x2110},
    {0x1d4a7, 0x2112}, {0x1d4a8, 0x2133}, {0x1d4ad, 0x211b}, {0x1d4ba, 0x212f}, {0x1d4bc, 0x210a}, {0x1d4c4, 0x2134},
    {0x1d506, 0x212d}, {0x1d50b, 0x210c}, {0x1d50c, 0x2111}, {0x1d515, 0x211c}, {0x1d51d, 0x2128}, {0x1d53a, 0x2102},
    {0x1d53f, 0x210d}, {0x1d545, 0x2115}, {0x1d547, 0x2119}, {0x1d548, 0x211a}, {0x1d549, 0x211d}, {0x1d551, 0x2124}};

/* Greek letters behind the 25 of each block, in their order there. */
static const gunichar greek_variants[] = {0x2202, 0x3f5, 0x3d1, 0x3f0, 0x3d5, 0x3f1, 0x3d6};

static gunichar filled(gunichar character)
{
    for (size_t i = 0; i < G_N_ELEMENTS(holes); i++)
        if (holes[i][0] == character)
            return holes[i][1];
    return character;
}

static gunichar greek(gunichar character, const block *b)
{
    if (b->greek_capital) {
        if (character >= 0x391 && character <= 0x3a9)
            return b->greek_capital + (character - 0x391);
        if (character == 0x2207)
            return b->greek_capital + 25;
    }
    if (!b->greek_small)
        return character;
    if (character >= 0x3b1 && character <= 0x3c9)
        return b->greek_small + (character - 0x3b1);
    for (gunichar i = 0; i < G_N_ELEMENTS(greek_variants); i++)
        if (greek_variants[i] == character)
            return b->greek_small + 25 + i;
    return character;
}

gunichar hp_math_letter(gunichar character, hp_alphabet alphabet, gboolean bold)
{
    const block *b = bold ? &bold_blocks[alphabet] : &blocks[alphabet];
    if (character >= 'A' && character <= 'Z')
        return b->capital ? filled(b->capital + (character - 'A')) : character;
    if (character >= 'a' && character <= 'z')
        return b->small ? filled(b->small + (character - 'a')) : character;
    if (character >= '0' && character <= '9')
        return b->digit ? b->digit + (character - '0') : character;
    if (character == 0x131 && (alphabet == HP_ALPHABET_ITALIC || alphabet == HP_ALPHABET_ALL_ITALIC) && !bold)
        return 0x1d6a4;
    if (character == 0x237 && (alphabet == HP_ALPHABET_ITALIC || alphabet == HP_ALPHABET_ALL_ITALIC) && !bold)
        return 0x1d6a5;
    return greek(character, b);
}
