#include "source/yaml-tree.h"

#include <string.h>
#include <yaml.h>

/* A front matter has a few dozen keys; these are far above any that was meant. */
#define BYTES_MAX 65536
#define NODES_MAX 2000
#define DEPTH_MAX 32
#define ANCHORS_MAX 32

typedef struct {
    hp_yaml_node *node;
    hp_yaml_item **tail;
    const hp_yaml_node *key; /* a mapping's key that waits for its value */
    const char *anchor;
} open_node;

typedef struct {
    const char *name;
    const hp_yaml_node *node;
} anchor;

typedef struct {
    hp_arena *arena;
    unsigned first_line;
    const hp_yaml_node *root;
    open_node open[DEPTH_MAX];
    unsigned depth;
    anchor anchors[ANCHORS_MAX];
    unsigned n_anchors, n_nodes;
    hp_yaml_problem *problem;
} builder;

static gboolean refuse(builder *build, gboolean limit, unsigned line, const char *message)
{
    *build->problem = (hp_yaml_problem){limit, line, message};
    return FALSE;
}

static unsigned event_line(const builder *build, const yaml_event_t *event)
{
    return build->first_line + (unsigned)event->start_mark.line;
}

/* Puts a finished or just opened node where it belongs. */
static void node_attach(builder *build, const hp_yaml_node *node)
{
    if (build->depth == 0) {
        build->root = node;
        return;
    }
    open_node *parent = &build->open[build->depth - 1];
    if (parent->node->kind == HP_YAML_MAPPING && !parent->key) {
        parent->key = node;
        return;
    }
    hp_yaml_item *item = hp_arena_make(build->arena, hp_yaml_item);
    item->key = parent->key;
    item->value = node;
    *parent->tail = item;
    parent->tail = &item->next;
    parent->key = NULL;
}

/* A node becomes known by its anchor only when it is complete, so that the
 * tree has no circles. The last of equal names counts (YAML 1.2 §7.1). */
static gboolean anchor_add(builder *build, const char *name, const hp_yaml_node *node)
{
    if (!name)
        return TRUE;
    if (build->n_anchors == ANCHORS_MAX)
        return refuse(build, TRUE, node->line, "it has too many anchors");
    build->anchors[build->n_anchors++] = (anchor){name, node};
    return TRUE;
}

static gboolean alias_read(builder *build, const yaml_event_t *event)
{
    const char *name = (const char *)event->data.alias.anchor;
    for (unsigned i = build->n_anchors; i > 0; i--)
        if (strcmp(build->anchors[i - 1].name, name) == 0) {
            node_attach(build, build->anchors[i - 1].node);
            return TRUE;
        }
    return refuse(build, FALSE, event_line(build, event), "an alias has no anchor before it");
}

static hp_yaml_node *node_make(builder *build, hp_yaml_kind kind, const yaml_event_t *event)
{
    hp_yaml_node *node = hp_arena_make(build->arena, hp_yaml_node);
    node->kind = kind;
    node->line = event_line(build, event);
    node->text = "";
    return node;
}

static gboolean scalar_read(builder *build, const yaml_event_t *event)
{
    hp_yaml_node *node = node_make(build, HP_YAML_SCALAR, event);
    node->text = hp_arena_strndup(build->arena, (const char *)event->data.scalar.value, event->data.scalar.length);
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node_attach(build, node);
    return anchor_add(build, hp_arena_strdup(build->arena, (const char *)event->data.scalar.anchor), node);
}

static gboolean collection_open(builder *build, hp_yaml_kind kind, const yaml_event_t *event, const yaml_char_t *name)
{
    if (build->depth == DEPTH_MAX)
        return refuse(build, TRUE, event_line(build, event), "it is nested too deeply");
    hp_yaml_node *node = node_make(build, kind, event);
    node_attach(build, node);
    build->open[build->depth++] =
        (open_node){node, &node->items, NULL, hp_arena_strdup(build->arena, (const char *)name)};
    return TRUE;
}

static gboolean collection_close(builder *build)
{
    const open_node *closed = &build->open[--build->depth];
    return anchor_add(build, closed->anchor, closed->node);
}

static gboolean event_take(builder *build, const yaml_event_t *event)
{
    gboolean adds = event->type == YAML_SCALAR_EVENT || event->type == YAML_ALIAS_EVENT ||
                    event->type == YAML_SEQUENCE_START_EVENT || event->type == YAML_MAPPING_START_EVENT;
    if (adds && ++build->n_nodes > NODES_MAX)
        return refuse(build, TRUE, event_line(build, event), "it has too many values");
    switch (event->type) {
    case YAML_SCALAR_EVENT: return scalar_read(build, event);
    case YAML_ALIAS_EVENT: return alias_read(build, event);
    case YAML_SEQUENCE_START_EVENT:
        return collection_open(build, HP_YAML_SEQUENCE, event, event->data.sequence_start.anchor);
    case YAML_MAPPING_START_EVENT:
        return collection_open(build, HP_YAML_MAPPING, event, event->data.mapping_start.anchor);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: return collection_close(build);
    default: return TRUE;
    }
}

/* What is still open at the end is better looked for where it begins. */
static gboolean parser_problem(const yaml_parser_t *parser, builder *build, size_t length)
{
    gboolean at_end = parser->context && parser->problem_mark.index >= length;
    const yaml_mark_t *mark = at_end ? &parser->context_mark : &parser->problem_mark;
    return refuse(build, FALSE, build->first_line + (unsigned)mark->line,
                  hp_arena_strdup(build->arena, parser->problem ? parser->problem : "it cannot be read"));
}

static gboolean parser_run(yaml_parser_t *parser, builder *build, size_t length)
{
    for (gboolean more = TRUE; more;) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event))
            return parser_problem(parser, build, length);
        more = event.type != YAML_STREAM_END_EVENT;
        gboolean taken = event_take(build, &event);
        yaml_event_delete(&event);
        if (!taken)
            return FALSE;
    }
    return TRUE;
}

gboolean hp_yaml_parse(hp_arena *arena, const char *text, size_t length, unsigned first_line, const hp_yaml_node **root,
                       hp_yaml_problem *problem)
{
    builder build = {.arena = arena, .first_line = first_line, .problem = problem};
    if (length > BYTES_MAX)
        return refuse(&build, TRUE, first_line, "it is too long");
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return refuse(&build, TRUE, first_line, "the memory is used up");
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
    gboolean read = parser_run(&parser, &build, length);
    yaml_parser_delete(&parser);
    if (read)
        *root = build.root;
    return read;
}
