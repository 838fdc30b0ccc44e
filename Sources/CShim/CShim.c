#define _GNU_SOURCE
#include "CShim.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

const int shim_poll_hangup = POLLRDHUP;
const int shim_socket_stream = SOCK_STREAM | SOCK_CLOEXEC;
const int shim_socket_datagram = SOCK_DGRAM | SOCK_CLOEXEC;
const int shim_send_quietly = MSG_NOSIGNAL;
const int shim_receive_peeking = MSG_PEEK | MSG_DONTWAIT;
const int shim_limit_core = RLIMIT_CORE;
const int shim_limit_file = RLIMIT_FSIZE;
const int shim_limit_space = RLIMIT_AS;
const int shim_limit_cpu = RLIMIT_CPU;
const int shim_limit_processes = RLIMIT_NPROC;

static void close_files(unsigned first, unsigned last) {
  if (syscall(SYS_close_range, first, last, 0) == 0) return;
  for (unsigned number = first; number <= last && number < 1024; number++) close((int)number);
}

static void give_up(int report, int step) {
  struct shim_refusal refusal = {step, errno};
  ssize_t written = write(report, &refusal, sizeof refusal);
  (void)written;
  _exit(127);
}

static void write_number(const char *path, int number) {
  char text[16];
  int length = snprintf(text, sizeof text, "%d", number);
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return;
  // A kernel that refuses this only makes the choice of a victim worse when the machine runs out of memory.
  ssize_t written = write(file, text, (size_t)length);
  (void)written;
  close(file);
}

static void become_command(const struct shim_command *command, pid_t parent, int report) {
  if (command->own_session) setsid();
  // The command must not outlive who watches it: nobody would hold it to its limits.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(127);

  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);

  for (int i = 0; i < command->join_count; i++)
    if (write(command->joins[i], "0", 1) != 1) give_up(report, SHIM_STEP_JOIN);
  if (command->own_session) {
    setpriority(PRIO_PROCESS, 0, command->niceness);
    write_number("/proc/self/oom_score_adj", command->oom_score);
  }
  if (command->input >= 0) dup2(command->input, 0);
  if (command->output >= 0) {
    dup2(command->output, 1);
    dup2(command->output, 2);
  }
  if (command->directory && chdir(command->directory) != 0) give_up(report, SHIM_STEP_DIRECTORY);
  for (int i = 0; i < command->limit_count; i++) {
    struct rlimit limit;
    int resource = command->limits[i].resource;
    if (getrlimit(resource, &limit) != 0) give_up(report, SHIM_STEP_LIMIT);
    // A lower limit that holds already stays.
    if (limit.rlim_max > command->limits[i].most) limit.rlim_max = command->limits[i].most;
    if (limit.rlim_cur > limit.rlim_max) limit.rlim_cur = limit.rlim_max;
    if (setrlimit(resource, &limit) != 0) give_up(report, SHIM_STEP_LIMIT);
  }
  // Also what was inherited from the caller's caller: an open file is a way around the sandbox.
  if (syscall(SYS_close_range, 3, ~0U, 4 /* CLOSE_RANGE_CLOEXEC */) != 0)
    for (int number = 3; number < 1024; number++) fcntl(number, F_SETFD, FD_CLOEXEC);
  if (command->environment) environ = (char **)command->environment;
  execvp(command->arguments[0], command->arguments);
  give_up(report, SHIM_STEP_EXECUTE);
}

pid_t shim_start(const struct shim_command *command, struct shim_refusal *refusal) {
  int report[2];
  refusal->step = SHIM_STEP_FORK;
  if (pipe2(report, O_CLOEXEC) != 0) {
    refusal->error = errno;
    return -1;
  }
  pid_t parent = getpid();
  pid_t child = fork();
  if (child == 0) become_command(command, parent, report[1]);
  refusal->error = errno;
  close(report[1]);
  if (child < 0) {
    close(report[0]);
    return -1;
  }
  struct shim_refusal told;
  ssize_t got;
  do got = read(report[0], &told, sizeof told);
  while (got < 0 && errno == EINTR);
  close(report[0]);
  if (got == 0) return child;
  if (got == sizeof told) *refusal = told;
  while (waitpid(child, NULL, 0) < 0 && errno == EINTR) continue;
  return -1;
}

pid_t shim_fork(void) { return fork(); }

pid_t shim_background(int kept) {
  pid_t pid = fork();
  if (pid != 0) return pid;
  // Whoever started us may wait for the end of something that it let us inherit.
  if (kept > 3) close_files(3, (unsigned)kept - 1);
  close_files((unsigned)kept + 1, ~0U);
  return 0;
}

int shim_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int shim_raise_files(uint64_t most) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return -1;
  rlim_t wanted = limit.rlim_max < most ? limit.rlim_max : most;
  if (limit.rlim_cur >= wanted) return 0;
  limit.rlim_cur = wanted;
  return setrlimit(RLIMIT_NOFILE, &limit);
}

int shim_become_subreaper(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1); }

void shim_hurry(int on) {
  struct sched_param parameter = {on ? 1 : 0};
  sched_setscheduler(0, (on ? SCHED_RR : SCHED_OTHER) | SCHED_RESET_ON_FORK, &parameter);
}

int shim_signals(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  if (sigprocmask(SIG_BLOCK, &set, NULL) != 0) return -1;
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int shim_take_signal(int descriptor) {
  struct signalfd_siginfo info;
  return read(descriptor, &info, sizeof info) == sizeof info ? (int)info.ssi_signo : 0;
}

int shim_watch(const char *folder) {
  int watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  if (watch < 0) return -1;
  if (inotify_add_watch(watch, folder, IN_CREATE | IN_MOVED_TO | IN_DELETE_SELF) >= 0) return watch;
  close(watch);
  return -1;
}

int shim_pidfd_open(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int shim_pidfd_signal(int descriptor, int signal) {
  return (int)syscall(SYS_pidfd_send_signal, descriptor, signal, NULL, 0);
}

static volatile pid_t forward_target;

static void forward(int number) {
  int saved = errno;
  kill(forward_target, number);
  errno = saved;
}

int shim_forward_signals(pid_t target) {
  forward_target = target;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = forward;
  action.sa_flags = SA_RESTART;
  const int signals[] = {SIGTERM, SIGINT, SIGHUP};
  // Who started this may have blocked them.
  sigset_t awaited;
  sigemptyset(&awaited);
  for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
    if (sigaction(signals[i], &action, NULL) != 0) return -1;
    sigaddset(&awaited, signals[i]);
  }
  return sigprocmask(SIG_UNBLOCK, &awaited, NULL);
}

int shim_raise_loopback(void) {
  int socket_number = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket_number < 0) return -1;
  struct ifreq request;
  memset(&request, 0, sizeof request);
  strcpy(request.ifr_name, "lo");
  int result = ioctl(socket_number, SIOCGIFFLAGS, &request);
  if (result == 0 && !(request.ifr_flags & IFF_UP)) {
    request.ifr_flags |= IFF_UP | IFF_RUNNING;
    result = ioctl(socket_number, SIOCSIFFLAGS, &request);
  }
  int saved = errno;
  close(socket_number);
  errno = saved;
  return result;
}

int shim_random(void *buffer, size_t count) {
  size_t done = 0;
  while (done < count) {
    ssize_t got = getrandom((char *)buffer + done, count - done, 0);
    if (got < 0 && errno != EINTR) return -1;
    if (got > 0) done += (size_t)got;
  }
  return 0;
}

int shim_thread(void *(*body)(void *), void *argument) {
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 256 * 1024);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  int error = pthread_create(&thread, &attributes, body, argument);
  pthread_attr_destroy(&attributes);
  return error;
}
