#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

// Numbers of libcurl's interface, which is stable since 7.34: see curl.h.
enum {
  url = 10002, proxy = 10004, read_data = 10009, error_buffer = 10010, read_function = 20012, timeout = 13,
  ssl_version = 32, upload = 46, verify_peer = 64, ca_file = 10065, connect_timeout = 78, verify_host = 81,
  no_signal = 99, use_ssl = 119, user_name = 10173, pass_word = 10174, protocols = 181, mail_from = 10186,
  mail_recipients = 10187,
  use_ssl_all = 3, tls_1_2 = 6, global_all = 3, response_code = 0x200002, smallest_error_buffer = 256
};
static const long smtp_and_smtps = 1L << 16 | 1L << 17;

static struct {
  int (*global_init)(long);
  void *(*init)(void);
  int (*setopt)(void *, int, ...);
  int (*perform)(void *);
  int (*getinfo)(void *, int, ...);
  void (*cleanup)(void *);
  const char *(*strerror)(int);
  void *(*append)(void *, const char *);
  void (*free_list)(void *);
} curl;

static bool is_there;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void *find(void *library, const char *name, bool *all) {
  void *found = dlsym(library, name);
  if (!found) *all = false;
  return found;
}

static void load(void) {
  static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib"};
  void *library = NULL;
  for (size_t i = 0; !library && i < sizeof names / sizeof *names; i++) library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  bool all = true;
  *(void **)&curl.global_init = find(library, "curl_global_init", &all);
  *(void **)&curl.init = find(library, "curl_easy_init", &all);
  *(void **)&curl.setopt = find(library, "curl_easy_setopt", &all);
  *(void **)&curl.perform = find(library, "curl_easy_perform", &all);
  *(void **)&curl.getinfo = find(library, "curl_easy_getinfo", &all);
  *(void **)&curl.cleanup = find(library, "curl_easy_cleanup", &all);
  *(void **)&curl.strerror = find(library, "curl_easy_strerror", &all);
  *(void **)&curl.append = find(library, "curl_slist_append", &all);
  *(void **)&curl.free_list = find(library, "curl_slist_free_all", &all);
  is_there = all && curl.global_init(global_all) == 0;
}

bool curl_mail_available(void) {
  pthread_once(&once, load);
  return is_there;
}

struct source {
  const unsigned char *next;
  size_t left;
};

static size_t read_some(char *buffer, size_t size, size_t count, void *from) {
  struct source *source = from;
  size_t length = size * count;
  if (length > source->left) length = source->left;
  memcpy(buffer, source->next, length);
  source->next += length;
  source->left -= length;
  return length;
}

int curl_mail_send(const struct curl_mail *mail, char *reason, size_t reason_size, long *status) {
  *status = 0;
  if (reason_size > 0) *reason = 0;
  if (!curl_mail_available()) {
    snprintf(reason, reason_size, "libcurl.so.4 is not installed");
    return -1;
  }
  void *handle = curl.init();
  void *recipients = curl.append(NULL, mail->to);
  if (!handle || !recipients) {
    if (handle) curl.cleanup(handle);
    if (recipients) curl.free_list(recipients);
    snprintf(reason, reason_size, "no memory");
    return -1;
  }
  char error[smallest_error_buffer] = "";
  struct source source = {mail->text, mail->length};
  long is_tls = mail->starttls ? (long)use_ssl_all : 0L;
  curl.setopt(handle, error_buffer, error);
  curl.setopt(handle, no_signal, 1L);
  curl.setopt(handle, url, mail->url);
  curl.setopt(handle, protocols, smtp_and_smtps);
  curl.setopt(handle, proxy, "");
  curl.setopt(handle, use_ssl, is_tls);
  curl.setopt(handle, ssl_version, (long)tls_1_2);
  curl.setopt(handle, verify_peer, mail->verify ? 1L : 0L);
  curl.setopt(handle, verify_host, mail->verify ? 2L : 0L);
  if (mail->authorities) curl.setopt(handle, ca_file, mail->authorities);
  if (mail->username && mail->password) {
    curl.setopt(handle, user_name, mail->username);
    curl.setopt(handle, pass_word, mail->password);
  }
  curl.setopt(handle, connect_timeout, mail->seconds);
  curl.setopt(handle, timeout, mail->seconds);
  curl.setopt(handle, mail_from, mail->from);
  curl.setopt(handle, mail_recipients, recipients);
  curl.setopt(handle, read_function, read_some);
  curl.setopt(handle, read_data, &source);
  curl.setopt(handle, upload, 1L);
  int code = curl.perform(handle);
  curl.getinfo(handle, response_code, status);
  if (code != 0) snprintf(reason, reason_size, "%s", *error ? error : curl.strerror(code));
  curl.cleanup(handle);
  curl.free_list(recipients);
  return code;
}
