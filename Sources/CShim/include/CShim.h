// The few system calls that Swift can not make by itself: fork with the child's own preparations, and calls that
// Glibc's module map leaves out. Everything here is called while the process has a single thread, unless it says otherwise.
#ifndef POLDER_CSHIM_H
#define POLDER_CSHIM_H

// No further headers: a structure of the C library that comes in here as well as through Glibc has two homes for Swift, and
// which one it takes depends on the kind of build.
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Constants that Swift does not see, or sees with an unhandy type.
extern const int shim_poll_hangup;
extern const int shim_socket_stream;  // closed on exec
extern const int shim_socket_datagram;  // likewise
extern const int shim_send_quietly;
extern const int shim_receive_peeking;  // what is there, which stays
extern const int shim_limit_core, shim_limit_file, shim_limit_space, shim_limit_cpu, shim_limit_processes;

struct shim_limit {
  int resource;
  uint64_t most;
};

struct shim_command {
  char *const *arguments;
  char *const *environment;  // NULL: the caller's
  const char *directory;     // NULL: the caller's
  int input;                 // -1: the caller's
  int output;                // for standard output and error; -1: the caller's
  const int *joins;          // open files of control groups, to be joined by writing 0
  int join_count;
  const struct shim_limit *limits;
  int limit_count;
  int own_session;
  int niceness;   // set if own_session
  int oom_score;  // set if own_session
};

enum shim_step {
  SHIM_STEP_FORK = 1,
  SHIM_STEP_JOIN,
  SHIM_STEP_LIMIT,
  SHIM_STEP_DIRECTORY,
  SHIM_STEP_EXECUTE,
};

struct shim_refusal {
  int step;
  int error;
};

/// Starts a command; it dies with the caller. Returns its pid, or -1 with the step that failed and its errno.
pid_t shim_start(const struct shim_command *command, struct shim_refusal *refusal);

/// Plain fork.
pid_t shim_fork(void);

/// Forks for going to the background; the child keeps its standard streams and one file more, and nothing else that was open.
pid_t shim_background(int kept);

/// A pipe whose ends are closed on exec.
int shim_pipe(int ends[2]);

/// Lets this process have as many open files as it may, up to `most`; -1 if the kernel refuses.
int shim_raise_files(uint64_t most);

int shim_become_subreaper(void);
/// Takes precedence over all ordinary processes, or stops doing so.
void shim_hurry(int on);

/// A file that gets readable with SIGCHLD, SIGTERM or SIGINT, which do nothing else from now on.
int shim_signals(void);

/// The next of these signals; 0 if there is none.
int shim_take_signal(int descriptor);

/// Wakes when something appears in a folder; -1 if the kernel has no watch to spare.
int shim_watch(const char *folder);

int shim_niceness(void);
void shim_set_niceness(int niceness);

/// Nanoseconds since the machine started, with the time it slept.
int64_t shim_now(void);

/// Milliseconds since 1970.
int64_t shim_unix_milliseconds(void);

/// Microseconds of CPU time of the ended children that were waited for, with theirs.
int64_t shim_reaped_cpu(void);

/// Bytes of memory of the largest of them.
int64_t shim_reaped_peak(void);

/// Bytes of a file; -1 if there is none.
int64_t shim_file_bytes(const char *path);

/// The user a file belongs to; -1 if there is none.
int64_t shim_file_owner(const char *path);

/// Bounds every wait for the other side of a socket to take bytes; may be called from any thread.
int shim_bound_writes(int descriptor, int seconds);

/// Waits for a `sem_t` for so many seconds; -1 if it was not to be had. May be called from any thread.
int shim_take(void *semaphore, int seconds);

int shim_pidfd_open(pid_t pid);
int shim_pidfd_signal(int descriptor, int signal);

/// Passes SIGTERM, SIGINT and SIGHUP on to a process from now on.
int shim_forward_signals(pid_t target);

/// Brings the loopback interface up if it is down.
int shim_raise_loopback(void);

/// Leads every TCP connection that begins in this network namespace and goes into NETWORK/PREFIX (in the machine's byte order)
/// to a port of 127.0.0.1, in place of where an earlier call led them. Returns -1 with errno and what the kernel refused.
int shim_redirect(uint32_t network, int prefix, uint16_t port, const char **refused);

/// Gives up groups, capabilities and all ways to new ones for good, and with `changes` becomes another user if this is root.
/// Returns -1 with errno and the step that failed; whoever fails has to end.
int shim_give_up_rights(int changes, uid_t user, gid_t group, const char **refused);

/// Fills a buffer with random bytes; may be called from any thread.
int shim_random(void *buffer, size_t count);

/// Starts a detached thread with a small stack; may be called from any thread.
int shim_thread(void *(*body)(void *), void *argument);

#endif
