#include "fetch/transfer.h"

#include "fetch/address.h"
#include "fetch/response.h"

#include <curl/curl.h>
#include <string.h>
#include <unistd.h>

#define CONNECTIONS_MAX 6 /* at a time */
#define REDIRECTS_MAX 5
#define CONNECT_LIMIT_MS 10000

/* One address on its way. */
typedef struct {
    const transfer_options *options;
    transfer_result *result;
    CURL *easy;
    struct curl_slist *headers;
    char *url; /* where it stands now */
    gboolean host_allowed;
    char *refused; /* the last address that no connection was made to */
    unsigned redirects;
    gint64 deadline_us;
    cache_entry *known; /* what is in the cache */
    response response;
    gboolean too_large;
} transfer;

void transfer_result_clear(transfer_result *result)
{
    g_free(result->object);
    g_free(result->type);
    g_free(result->failure);
}

/* ---- one request ---- */

static size_t body_append(char *data, size_t size, size_t count, void *user_data)
{
    transfer *t = user_data;
    size_t bytes = size * count;
    t->too_large = t->response.body->len + bytes > t->options->max_bytes;
    if (t->too_large)
        return 0;
    g_byte_array_append(t->response.body, (const guint8 *)data, (guint)bytes);
    return bytes;
}

static size_t header_read(char *data, size_t size, size_t count, void *user_data)
{
    transfer *t = user_data;
    response_read_header(&t->response, data, size * count);
    return size * count;
}

/* Called with the address that a connection is about to be made to. */
static curl_socket_t socket_open(void *user_data, G_GNUC_UNUSED curlsocktype purpose, struct curl_sockaddr *address)
{
    transfer *t = user_data;
    if (!t->host_allowed && !address_is_public(&address->addr)) {
        g_free(t->refused);
        t->refused = address_text(&address->addr);
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* A part of an address; NULL when it has none. Free it with curl_free(). */
static char *url_part(CURLU *url, CURLUPart part, unsigned flags)
{
    char *text = NULL;
    return curl_url_get(url, part, &text, flags) == CURLUE_OK ? text : NULL;
}

/* Whether the address is one that we go to; else why not. */
static const char *url_check(transfer *t)
{
    CURLU *url = curl_url();
    const char *why = NULL;
    gboolean good = curl_url_set(url, CURLUPART_URL, t->url, CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK;
    char *scheme = good ? url_part(url, CURLUPART_SCHEME, 0) : NULL;
    char *host = good ? url_part(url, CURLUPART_HOST, 0) : NULL;
    char *port = good ? url_part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT) : NULL;
    char *user = good ? url_part(url, CURLUPART_USER, 0) : NULL;
    gboolean is_http = scheme && (g_ascii_strcasecmp(scheme, "http") == 0 || g_ascii_strcasecmp(scheme, "https") == 0);
    if (!good || !scheme)
        why = "the address cannot be read";
    else if (!is_http)
        why = "the address is neither http nor https";
    else if (user)
        why = "the address has a user name in it";
    else if (!host || !port)
        why = "the address has no host";
    else
        t->host_allowed = address_is_allowed(t->options->allowed, host, (unsigned)g_ascii_strtoull(port, NULL, 10));
    curl_free(scheme);
    curl_free(host);
    curl_free(port);
    curl_free(user);
    curl_url_cleanup(url);
    return why;
}

static void header_add(transfer *t, const char *name, const char *value)
{
    if (!value)
        return;
    g_autofree char *line = g_strdup_printf("%s: %s", name, value);
    t->headers = curl_slist_append(t->headers, line);
}

/* Validators go only to the address that gave them. */
static void set_headers(transfer *t)
{
    g_clear_pointer(&t->headers, curl_slist_free_all);
    gboolean is_first = t->redirects == 0;
    header_add(t, "Accept", t->options->want == WANT_PICTURE ? "image/*, */*;q=0.1" : "text/markdown, text/plain");
    header_add(t, "If-None-Match", is_first && t->known ? t->known->etag : NULL);
    header_add(t, "If-Modified-Since", is_first && t->known ? t->known->modified : NULL);
    curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers);
}

/* Whose signature counts: as OpenSSL and the curl program have it, which libcurl
 * alone does not. */
static void set_trust(CURL *easy)
{
    const char *file = g_getenv("SSL_CERT_FILE"), *folder = g_getenv("SSL_CERT_DIR");
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    if (file && *file)
        curl_easy_setopt(easy, CURLOPT_CAINFO, file);
    if (folder && *folder)
        curl_easy_setopt(easy, CURLOPT_CAPATH, folder);
}

static void set_policy(transfer *t)
{
    CURL *easy = t->easy;
    set_trust(easy);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    /* A proxy would resolve names for us, out of our sight. */
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "handpress/" HANDPRESS_VERSION);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)MIN(CONNECT_LIMIT_MS, t->options->time_limit_ms));
    curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)t->options->max_bytes);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, socket_open);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, t);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, body_append);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, t);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, header_read);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, t);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, t);
}

/* Begins the request for t->url. FALSE: it is settled, without a request. */
static gboolean request_begin(transfer *t, CURLM *multi)
{
    const char *why = url_check(t);
    gint64 left_ms = (t->deadline_us - g_get_monotonic_time()) / 1000;
    if (!why && left_ms <= 0)
        why = "the server took too long";
    if (why) {
        t->result->failure = g_strdup(why);
        return FALSE;
    }
    response_clear(&t->response);
    curl_easy_setopt(t->easy, CURLOPT_URL, t->url);
    curl_easy_setopt(t->easy, CURLOPT_TIMEOUT_MS, (long)left_ms);
    set_headers(t);
    curl_multi_add_handle(multi, t->easy);
    return TRUE;
}

/* ---- its end ---- */

static char *failure_text(const transfer *t, CURLcode code)
{
    if (t->refused && code == CURLE_COULDNT_CONNECT)
        return g_strdup_printf("%s is an address of a private network (--allow-host permits a host)", t->refused);
    if (t->too_large || code == CURLE_FILESIZE_EXCEEDED) {
        g_autofree char *limit = g_format_size(t->options->max_bytes);
        return g_strdup_printf("it is larger than %s", limit);
    }
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST: return g_strdup("there is no such host");
    case CURLE_COULDNT_CONNECT: return g_strdup("the server cannot be reached");
    case CURLE_OPERATION_TIMEDOUT: return g_strdup("the server took too long");
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING: return g_strdup("the server closed the connection too early");
    case CURLE_PEER_FAILED_VERIFICATION: return g_strdup("the server's certificate cannot be trusted");
    case CURLE_SSL_CACERT_BADFILE: return g_strdup("the file that SSL_CERT_FILE names holds no certificates");
    default: return g_strdup(curl_easy_strerror(code));
    }
}

static void keep(transfer *t)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(cache_entry) entry = response_entry(&t->response);
    if (cache_store(t->options->cache, t->result->url, entry, t->response.body->data, t->response.body->len, &error)) {
        t->result->object = g_strdup(entry->object);
        t->result->type = g_strdup(entry->type);
    } else {
        t->result->failure = g_strdup(error->message);
    }
}

static void take_known(transfer *t)
{
    t->result->object = g_strdup(t->known->object);
    t->result->type = g_strdup(t->known->type);
}

/* 304: what we have is still so, for as long as the server now says. */
static void revalidate(transfer *t)
{
    t->known->fresh_until = response_fresh_until(&t->response);
    cache_refresh(t->options->cache, t->result->url, t->known, NULL);
    take_known(t);
}

/* Goes on to the next address. FALSE: it does not go on. */
static gboolean redirect(transfer *t, CURLM *multi)
{
    char *next = NULL;
    curl_easy_getinfo(t->easy, CURLINFO_REDIRECT_URL, &next);
    gboolean weaker =
        next && g_ascii_strncasecmp(t->url, "https:", 6) == 0 && g_ascii_strncasecmp(next, "http:", 5) == 0;
    if (!next)
        t->result->failure = g_strdup("the server redirects without saying where to");
    else if (++t->redirects > REDIRECTS_MAX)
        t->result->failure = g_strdup_printf("the server redirects more than %d times", REDIRECTS_MAX);
    else if (weaker)
        t->result->failure = g_strdup("the server redirects from https to http");
    else {
        g_free(t->url);
        t->url = g_strdup(next);
        return request_begin(t, multi);
    }
    return FALSE;
}

/* One request is over. TRUE: another one has begun for the same address. */
static gboolean request_end(transfer *t, CURLM *multi, CURLcode code)
{
    long status = 0;
    curl_multi_remove_handle(multi, t->easy);
    curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
    const char *wrong_type = response_type_fault(&t->response, t->options->want == WANT_PICTURE);
    if (code != CURLE_OK)
        t->result->failure = failure_text(t, code);
    else if (status == 304 && t->known && t->redirects == 0)
        revalidate(t);
    else if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308)
        return redirect(t, multi);
    else if (status != 200)
        t->result->failure = g_strdup_printf("the server answers with status %ld", status);
    else if (wrong_type)
        t->result->failure = g_strdup_printf("the server sends %s", wrong_type);
    else
        keep(t);
    /* Better an old picture than none, when the server itself is the trouble. */
    gboolean server_fails = code != CURLE_OK || status >= 500;
    if (!t->result->object && t->known && server_fails && !t->refused)
        take_known(t);
    return FALSE;
}

/* ---- all ---- */

static void transfer_free(transfer *t)
{
    curl_easy_cleanup(t->easy);
    curl_slist_free_all(t->headers);
    cache_entry_free(t->known);
    response_clear(&t->response);
    g_byte_array_unref(t->response.body);
    g_free(t->url);
    g_free(t->refused);
    g_free(t);
}

/* TRUE: it is under way. */
static gboolean transfer_begin(transfer_result *result, const transfer_options *options, CURLM *multi)
{
    g_autoptr(cache_entry) known = cache_lookup(options->cache, result->url);
    if (known && known->fresh_until > g_get_real_time() / G_USEC_PER_SEC) {
        result->object = g_strdup(known->object);
        result->type = g_strdup(known->type);
        return FALSE;
    }
    transfer *t = g_new0(transfer, 1);
    t->options = options;
    t->result = result;
    t->easy = curl_easy_init();
    t->url = g_strdup(result->url);
    t->known = g_steal_pointer(&known);
    t->response.body = g_byte_array_new();
    t->deadline_us = g_get_monotonic_time() + (gint64)options->time_limit_ms * 1000;
    set_policy(t);
    if (request_begin(t, multi))
        return TRUE;
    transfer_free(t);
    return FALSE;
}

static int finished_handle(CURLM *multi)
{
    int ended = 0, left;
    for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
        transfer *t = NULL;
        CURLcode code = message->data.result;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&t);
        if (!request_end(t, multi, code)) {
            transfer_free(t);
            ended++;
        }
    }
    return ended;
}

void transfer_all(transfer_result *results, size_t count, const transfer_options *options)
{
    CURLM *multi = curl_multi_init();
    size_t next = 0;
    int active = 0, running;
    while (next < count || active > 0) {
        while (active < CONNECTIONS_MAX && next < count)
            active += transfer_begin(&results[next++], options, multi);
        curl_multi_perform(multi, &running);
        int ended = finished_handle(multi);
        active -= ended;
        if (!ended && active)
            curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    curl_multi_cleanup(multi);
}
