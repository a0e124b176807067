/* The grammar that @media and @supports share: "not", "and", "or" and
 * parentheses around what only they know (Media Queries 4 §3, CSS Conditional
 * 3 §6). */
#include "css/condition.h"

#define CONDITIONS_MAX 16 /* parentheses in parentheses */

hp_truth hp_truth_not(hp_truth value)
{
    return value == HP_UNKNOWN ? HP_UNKNOWN : value == HP_YES ? HP_NO : HP_YES;
}

hp_truth hp_truth_and(hp_truth a, hp_truth b)
{
    return a == HP_NO || b == HP_NO ? HP_NO : a == HP_YES && b == HP_YES ? HP_YES : HP_UNKNOWN;
}

static hp_truth truth_or(hp_truth a, hp_truth b)
{
    return hp_truth_not(hp_truth_and(hp_truth_not(a), hp_truth_not(b)));
}

const hp_token *hp_condition_peek(const hp_condition *condition)
{
    static const hp_token end = {.type = HP_TOKEN_EOF};
    return condition->at < condition->end ? &condition->tokens[condition->at] : &end;
}

void hp_condition_skip_blanks(hp_condition *condition)
{
    while (hp_condition_peek(condition)->type == HP_TOKEN_WHITESPACE)
        condition->at++;
}

gboolean hp_condition_take_word(hp_condition *condition, const char *word)
{
    if (!hp_token_is_named(hp_condition_peek(condition), HP_TOKEN_IDENT, word))
        return FALSE;
    condition->at++;
    hp_condition_skip_blanks(condition);
    return TRUE;
}

static hp_truth read_inside(hp_condition *inner)
{
    hp_condition_skip_blanks(inner);
    const hp_token *first = hp_condition_peek(inner);
    gboolean nested = first->type == HP_TOKEN_OPEN_PAREN || first->type == HP_TOKEN_FUNCTION ||
                      hp_token_is_named(first, HP_TOKEN_IDENT, "not");
    hp_truth result = nested ? hp_condition_read(inner, TRUE) : inner->feature(inner);
    hp_condition_skip_blanks(inner);
    return inner->at < inner->end ? HP_UNKNOWN : result;
}

/* ( condition ), ( feature ) or a function. Anything else is unknown. */
static hp_truth read_parens(hp_condition *condition)
{
    size_t open = condition->at, close = hp_tokens_block_end(condition->tokens, condition->end, open);
    const hp_token *token = hp_condition_peek(condition);
    condition->at = MIN(close + 1, condition->end);
    hp_condition inner = *condition;
    inner.at = open + 1;
    inner.end = close;
    inner.depth++;
    hp_condition_skip_blanks(condition);
    if (close >= condition->end || condition->depth >= CONDITIONS_MAX)
        return HP_UNKNOWN;
    if (token->type == HP_TOKEN_FUNCTION)
        return condition->function ? condition->function(&inner, token->text) : HP_UNKNOWN;
    return token->type == HP_TOKEN_OPEN_PAREN ? read_inside(&inner) : HP_UNKNOWN;
}

hp_truth hp_condition_read(hp_condition *condition, gboolean with_or)
{
    if (hp_condition_take_word(condition, "not"))
        return hp_truth_not(read_parens(condition));
    hp_truth result = read_parens(condition);
    if (hp_token_is_named(hp_condition_peek(condition), HP_TOKEN_IDENT, "and")) {
        while (hp_condition_take_word(condition, "and"))
            result = hp_truth_and(result, read_parens(condition));
    } else if (with_or) {
        while (hp_condition_take_word(condition, "or"))
            result = truth_or(result, read_parens(condition));
    }
    return result;
}
