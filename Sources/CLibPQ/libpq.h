#ifndef POLDER_LIBPQ_H
#define POLDER_LIBPQ_H

/*
 * What Polder uses of PostgreSQL's client library, declared here so that neither the build nor the start of the program
 * needs it: the functions are looked up when a PostgreSQL database is opened (libpq.so.5, PostgreSQL 10 or newer).
 */

#include <dlfcn.h>
#include <stddef.h>

struct polder_pq_connection;
struct polder_pq_result;
struct polder_pq_cancel;
struct polder_pq_option;

/* The beginning of PGnotify; the rest is the library's own. */
struct polder_pq_notification {
  const char *channel;
  int process;
  const char *payload;
};

enum {
  POLDER_PQ_CONNECTION_OK = 0,
  POLDER_PQ_EMPTY_QUERY = 0,
  POLDER_PQ_COMMAND_OK = 1,
  POLDER_PQ_TUPLES_OK = 2,
  POLDER_PQ_SINGLE_TUPLE = 9,
  POLDER_PQ_TRANSACTION_IDLE = 0,
  POLDER_PQ_TRANSACTION_FAILED = 3
};

struct polder_pq {
  struct polder_pq_connection *(*PQconnectdbParams)(
    const char *const *keywords, const char *const *values, int expand_dbname);
  struct polder_pq_option *(*PQconninfoParse)(const char *text, char **message);
  void (*PQconninfoFree)(struct polder_pq_option *options);
  void (*PQfinish)(struct polder_pq_connection *connection);
  int (*PQstatus)(const struct polder_pq_connection *connection);
  int (*PQtransactionStatus)(const struct polder_pq_connection *connection);
  char *(*PQerrorMessage)(const struct polder_pq_connection *connection);
  int (*PQserverVersion)(const struct polder_pq_connection *connection);
  int (*PQbackendPID)(const struct polder_pq_connection *connection);
  int (*PQsocket)(const struct polder_pq_connection *connection);
  void (*(*PQsetNoticeProcessor)(
    struct polder_pq_connection *connection, void (*processor)(void *argument, const char *message),
    void *argument))(void *argument, const char *message);
  struct polder_pq_result *(*PQexec)(struct polder_pq_connection *connection, const char *statement);
  int (*PQsendPrepare)(
    struct polder_pq_connection *connection, const char *name, const char *statement, int count,
    const unsigned int *types);
  int (*PQsendQueryParams)(
    struct polder_pq_connection *connection, const char *statement, int count, const unsigned int *types,
    const char *const *values, const int *lengths, const int *formats, int result_format);
  int (*PQsendQueryPrepared)(
    struct polder_pq_connection *connection, const char *name, int count, const char *const *values,
    const int *lengths, const int *formats, int result_format);
  int (*PQsetSingleRowMode)(struct polder_pq_connection *connection);
  struct polder_pq_result *(*PQgetResult)(struct polder_pq_connection *connection);
  int (*PQresultStatus)(const struct polder_pq_result *result);
  char *(*PQresultErrorField)(const struct polder_pq_result *result, int field);
  int (*PQntuples)(const struct polder_pq_result *result);
  int (*PQnfields)(const struct polder_pq_result *result);
  unsigned int (*PQftype)(const struct polder_pq_result *result, int column);
  int (*PQgetisnull)(const struct polder_pq_result *result, int row, int column);
  char *(*PQgetvalue)(const struct polder_pq_result *result, int row, int column);
  int (*PQgetlength)(const struct polder_pq_result *result, int row, int column);
  char *(*PQcmdStatus)(struct polder_pq_result *result);
  char *(*PQcmdTuples)(struct polder_pq_result *result);
  void (*PQclear)(struct polder_pq_result *result);
  struct polder_pq_cancel *(*PQgetCancel)(struct polder_pq_connection *connection);
  int (*PQcancel)(struct polder_pq_cancel *cancel, char *message, int size);
  void (*PQfreeCancel)(struct polder_pq_cancel *cancel);
  int (*PQconsumeInput)(struct polder_pq_connection *connection);
  struct polder_pq_notification *(*PQnotifies)(struct polder_pq_connection *connection);
  void (*PQfreemem)(void *memory);
};

/* Fills the table; returns NULL, or the name of the library or the function that was not found. */
static inline const char *polder_pq_load(struct polder_pq *table) {
  void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return "libpq.so.5";
#define POLDER_PQ_FIND(name)                            \
  do {                                                  \
    *(void **)(&table->name) = dlsym(library, #name);   \
    if (table->name == NULL) return #name;              \
  } while (0)
  POLDER_PQ_FIND(PQconnectdbParams);
  POLDER_PQ_FIND(PQconninfoParse);
  POLDER_PQ_FIND(PQconninfoFree);
  POLDER_PQ_FIND(PQfinish);
  POLDER_PQ_FIND(PQstatus);
  POLDER_PQ_FIND(PQtransactionStatus);
  POLDER_PQ_FIND(PQerrorMessage);
  POLDER_PQ_FIND(PQserverVersion);
  POLDER_PQ_FIND(PQbackendPID);
  POLDER_PQ_FIND(PQsocket);
  POLDER_PQ_FIND(PQsetNoticeProcessor);
  POLDER_PQ_FIND(PQexec);
  POLDER_PQ_FIND(PQsendPrepare);
  POLDER_PQ_FIND(PQsendQueryParams);
  POLDER_PQ_FIND(PQsendQueryPrepared);
  POLDER_PQ_FIND(PQsetSingleRowMode);
  POLDER_PQ_FIND(PQgetResult);
  POLDER_PQ_FIND(PQresultStatus);
  POLDER_PQ_FIND(PQresultErrorField);
  POLDER_PQ_FIND(PQntuples);
  POLDER_PQ_FIND(PQnfields);
  POLDER_PQ_FIND(PQftype);
  POLDER_PQ_FIND(PQgetisnull);
  POLDER_PQ_FIND(PQgetvalue);
  POLDER_PQ_FIND(PQgetlength);
  POLDER_PQ_FIND(PQcmdStatus);
  POLDER_PQ_FIND(PQcmdTuples);
  POLDER_PQ_FIND(PQclear);
  POLDER_PQ_FIND(PQgetCancel);
  POLDER_PQ_FIND(PQcancel);
  POLDER_PQ_FIND(PQfreeCancel);
  POLDER_PQ_FIND(PQconsumeInput);
  POLDER_PQ_FIND(PQnotifies);
  POLDER_PQ_FIND(PQfreemem);
#undef POLDER_PQ_FIND
  return NULL;
}

#endif
