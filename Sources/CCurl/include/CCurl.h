// The one thing that Polder asks of libcurl: hand a mail to a mail server. The library is looked for at the first call,
// so that the program starts where it is not installed, and its headers are not needed to build.
#ifndef POLDER_CCURL_H
#define POLDER_CCURL_H

#include <stdbool.h>
#include <stddef.h>

struct curl_mail {
  const char *url;          // smtp://host:port, or smtps://host:port
  const char *from;         // addresses without brackets
  const char *to;
  const char *username;     // NULL: no login
  const char *password;
  const char *authorities;  // a PEM file; NULL: the system's
  int starttls;             // whether STARTTLS is required
  int verify;               // whether the server's certificate has to hold
  long seconds;             // how long it may take
  const unsigned char *text;
  size_t length;
};

// Whether the library is there.
bool curl_mail_available(void);

// 0 when the server took the mail; else libcurl's code, or -1 where the library is missing. What happened goes into
// `reason`, the last status of SMTP into `status`. Blocks.
int curl_mail_send(const struct curl_mail *mail, char *reason, size_t reason_size, long *status);

#endif
