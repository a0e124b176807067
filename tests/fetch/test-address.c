#include "fetch/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

static gboolean is_public(const char *text)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
        return address_is_public((const struct sockaddr *)&v4);
    g_assert_cmpint(inet_pton(AF_INET6, text, &v6.sin6_addr), ==, 1);
    return address_is_public((const struct sockaddr *)&v6);
}

/* IANA's special-purpose registries: first and last of each block. */
static void test_special(void)
{
    static const char *const addresses[] = {
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.0.0",
        "169.254.169.254",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.0",
        "192.168.255.255",
        "198.18.0.0",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:192.168.1.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:1ff:ffff::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "3fff::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "4000::1",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++)
        if (is_public(addresses[i]))
            g_error("%s was taken for public", addresses[i]);
}

static void test_public(void)
{
    static const char *const addresses[] = {
        "1.0.0.0",       "9.255.255.255", "11.0.0.0",   "100.63.255.255", "100.128.0.0",      "126.255.255.255",
        "128.0.0.0",     "169.253.0.1",   "172.15.0.1", "172.32.0.0",     "192.167.255.255",  "192.169.0.0",
        "198.17.0.1",    "198.20.0.0",    "223.1.1.1",  "2a00:1450::1",   "2001:200::1",      "2001:4860:4860::8888",
        "2606:4700::11", "2001:db9::1",   "2003::1",    "::ffff:1.1.1.1", "64:ff9b::8.8.8.8", "2002:808:808::1",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++)
        if (!is_public(addresses[i]))
            g_error("%s was not taken for public", addresses[i]);
}

static void test_other_family(void)
{
    struct sockaddr_un local = {.sun_family = AF_UNIX};
    g_assert_false(address_is_public((const struct sockaddr *)&local));
}

static void test_allowed(void)
{
    static const char *const list[] = {"pad.example", "Wiki.example:8080", "[::1]:81", "[fd00::2]", "x:y", NULL};
    g_assert_true(address_is_allowed(list, "pad.example", 443));
    g_assert_true(address_is_allowed(list, "PAD.example", 1));
    g_assert_false(address_is_allowed(list, "pad.example.org", 443));
    g_assert_false(address_is_allowed(list, "a.pad.example", 443));
    g_assert_false(address_is_allowed(list, "pad", 443));
    g_assert_true(address_is_allowed(list, "wiki.example", 8080));
    g_assert_false(address_is_allowed(list, "wiki.example", 443));
    g_assert_true(address_is_allowed(list, "[::1]", 81));
    g_assert_false(address_is_allowed(list, "[::1]", 80));
    g_assert_true(address_is_allowed(list, "[fd00::2]", 80));
    g_assert_false(address_is_allowed(list, "x", 80));
    g_assert_false(address_is_allowed(NULL, "pad.example", 443));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/address/special", test_special);
    g_test_add_func("/address/public", test_public);
    g_test_add_func("/address/other-family", test_other_family);
    g_test_add_func("/address/allowed", test_allowed);
    return g_test_run();
}
