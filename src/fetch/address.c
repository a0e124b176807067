#include "fetch/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

typedef struct {
    guint32 network;
    int bits;
} block4;

/* RFC 6890 and the IANA IPv4 Special-Purpose Address Registry, multicast
 * (RFC 5771) and the reserved rest. */
static const block4 special4[] = {
    {0x00000000, 8},  /* this network */
    {0x0a000000, 8},  /* private */
    {0x64400000, 10}, /* carrier-grade NAT */
    {0x7f000000, 8},  /* loopback */
    {0xa9fe0000, 16}, /* link-local */
    {0xac100000, 12}, /* private */
    {0xc0000000, 24}, /* protocol assignments */
    {0xc0000200, 24}, /* documentation */
    {0xc0586300, 24}, /* 6to4 relays */
    {0xc0a80000, 16}, /* private */
    {0xc6120000, 15}, /* benchmarks */
    {0xc6336400, 24}, /* documentation */
    {0xcb007100, 24}, /* documentation */
    {0xe0000000, 4},  /* multicast */
    {0xf0000000, 4},  /* reserved, broadcast */
};

static gboolean is_public4(guint32 address)
{
    for (size_t i = 0; i < G_N_ELEMENTS(special4); i++)
        if (((address ^ special4[i].network) >> (32 - special4[i].bits)) == 0)
            return FALSE;
    return TRUE;
}

typedef struct {
    guint8 prefix[16];
    int bits;
} block6;

/* Parts of 2000::/3, the only part that is handed out, which are special. */
static const block6 special6[] = {
    {{0x20, 0x01, 0x00, 0x00}, 23}, /* protocol assignments, Teredo among them */
    {{0x20, 0x01, 0x0d, 0xb8}, 32}, /* documentation */
    {{0x3f, 0xff}, 20},             /* documentation */
};

static gboolean has_prefix(const guint8 *address, const guint8 *prefix, int bits)
{
    int whole = bits / 8, rest = bits % 8;
    if (memcmp(address, prefix, (size_t)whole) != 0)
        return FALSE;
    return !rest || ((address[whole] ^ prefix[whole]) >> (8 - rest)) == 0;
}

static guint32 be32(const guint8 *p)
{
    return (guint32)p[0] << 24 | (guint32)p[1] << 16 | (guint32)p[2] << 8 | p[3];
}

static gboolean is_public6(const guint8 *address)
{
    static const guint8 nat64[12] = {0x00, 0x64, 0xff, 0x9b};
    static const guint8 mapped[12] = {[10] = 0xff, [11] = 0xff};
    static const guint8 sixto4[2] = {0x20, 0x02};
    if (memcmp(address, mapped, sizeof mapped) == 0 || memcmp(address, nat64, sizeof nat64) == 0)
        return is_public4(be32(address + 12));
    if (memcmp(address, sixto4, sizeof sixto4) == 0)
        return is_public4(be32(address + 2));
    for (size_t i = 0; i < G_N_ELEMENTS(special6); i++)
        if (has_prefix(address, special6[i].prefix, special6[i].bits))
            return FALSE;
    return address[0] >> 5 == 1;
}

gboolean address_is_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET)
        return is_public4(ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr));
    if (address->sa_family == AF_INET6)
        return is_public6(((const struct sockaddr_in6 *)address)->sin6_addr.s6_addr);
    return FALSE;
}

char *address_text(const struct sockaddr *address)
{
    char text[INET6_ADDRSTRLEN] = "?";
    if (address->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)address)->sin_addr, text, sizeof text);
    else if (address->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)address)->sin6_addr, text, sizeof text);
    return g_strdup(text);
}

/* The length of the host in "HOST", "HOST:PORT", "[v6]:PORT". */
static size_t host_length(const char *entry)
{
    if (*entry == '[')
        return strcspn(entry, "]") + (strchr(entry, ']') ? 1 : 0);
    return strcspn(entry, ":");
}

gboolean address_is_allowed(const char *const *allowed, const char *host, unsigned port)
{
    for (; allowed && *allowed; allowed++) {
        size_t length = host_length(*allowed);
        const char *rest = *allowed + length;
        guint64 wanted = port;
        if (*rest == ':' && !g_ascii_string_to_unsigned(rest + 1, 10, 1, 65535, &wanted, NULL))
            continue;
        if (strlen(host) == length && g_ascii_strncasecmp(*allowed, host, length) == 0 && wanted == port)
            return TRUE;
    }
    return FALSE;
}
