/*
 * Addresses: whom handpress-fetch may talk to.
 *
 * A deck is a stranger's text, and names hosts. What it names must be out on
 * the internet: a machine of the own network, or this one, is reached only when
 * the user allows that very host. What counts is the address that a connection
 * is about to be made to, after names are resolved.
 */
#pragma once

#include <glib.h>
#include <sys/socket.h>

/* Whether an address of family AF_INET or AF_INET6 is one of the public
 * internet (IANA special-purpose registries of IPv4 and IPv6; addresses that
 * carry an IPv4 address in them count as that one). Other families are not. */
gboolean address_is_public(const struct sockaddr *address);

/* The address as text. Free it. */
char *address_text(const struct sockaddr *address);

/* Whether host and port are among the user's "HOST" or "HOST:PORT", an IPv6
 * address in brackets. allowed is NULL-terminated, or NULL. */
gboolean address_is_allowed(const char *const *allowed, const char *host, unsigned port);
