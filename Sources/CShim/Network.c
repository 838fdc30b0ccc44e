#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_nat.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "CShim.h"

enum { ROOM = 2048, MOST_PARTS = 8 };

static const char table_name[] = "polder";
static const char chain_name[] = "out";

// Messages for the kernel that go out together. What does not fit is noted, and nothing is sent.
struct batch {
  _Alignas(NLMSG_ALIGNTO) unsigned char bytes[ROOM];
  size_t length;
  size_t message;               // where the last one begins
  const char *parts[MOST_PARTS];  // what is asked for, by the messages' numbers
  unsigned count;
  int overflow;
};

static void *reserve(struct batch *batch, size_t length) {
  size_t aligned = NLMSG_ALIGN(length);
  if (batch->overflow || aligned > ROOM - batch->length) {
    batch->overflow = 1;
    return NULL;
  }
  void *place = batch->bytes + batch->length;
  memset(place, 0, aligned);
  batch->length += aligned;
  return place;
}

static void begin(struct batch *batch, const char *part, int type, int flags, const void *head, size_t length) {
  size_t start = batch->length;
  struct nlmsghdr *header = reserve(batch, sizeof *header);
  void *body = reserve(batch, length);
  if (!header || !body || batch->count == MOST_PARTS) {
    batch->overflow = 1;
    return;
  }
  memcpy(body, head, length);
  header->nlmsg_type = (uint16_t)type;
  header->nlmsg_flags = (uint16_t)(NLM_F_REQUEST | flags);
  header->nlmsg_seq = batch->count;
  batch->parts[batch->count++] = part;
  batch->message = start;
}

static void end(struct batch *batch) {
  if (batch->overflow) return;
  struct nlmsghdr *header = (struct nlmsghdr *)(batch->bytes + batch->message);
  header->nlmsg_len = (uint32_t)(batch->length - batch->message);
}

static void put(struct batch *batch, int type, const void *value, size_t length) {
  struct nlattr *attribute = reserve(batch, NLA_HDRLEN + length);
  if (!attribute) return;
  attribute->nla_type = (uint16_t)type;
  attribute->nla_len = (uint16_t)(NLA_HDRLEN + length);
  if (length > 0) memcpy((unsigned char *)attribute + NLA_HDRLEN, value, length);
}

static void put_text(struct batch *batch, int type, const char *text) { put(batch, type, text, strlen(text) + 1); }

static void put_number(struct batch *batch, int type, uint32_t number) {
  uint32_t ordered = htonl(number);
  put(batch, type, &ordered, sizeof ordered);
}

static size_t open_nest(struct batch *batch, int type) {
  size_t place = batch->length;
  put(batch, type | NLA_F_NESTED, NULL, 0);
  return place;
}

static void close_nest(struct batch *batch, size_t place) {
  if (batch->overflow) return;
  struct nlattr *attribute = (struct nlattr *)(batch->bytes + place);
  attribute->nla_len = (uint16_t)(batch->length - place);
}

static void put_value(struct batch *batch, int type, const void *value, size_t length) {
  size_t nest = open_nest(batch, type);
  put(batch, NFTA_DATA_VALUE, value, length);
  close_nest(batch, nest);
}

struct expression {
  size_t element, data;
};

static struct expression open_expression(struct batch *batch, const char *name) {
  struct expression places;
  places.element = open_nest(batch, NFTA_LIST_ELEM);
  put_text(batch, NFTA_EXPR_NAME, name);
  places.data = open_nest(batch, NFTA_EXPR_DATA);
  return places;
}

static void close_expression(struct batch *batch, struct expression places) {
  close_nest(batch, places.data);
  close_nest(batch, places.element);
}

static void put_compare(struct batch *batch, const void *value, size_t length) {
  struct expression compare = open_expression(batch, "cmp");
  put_number(batch, NFTA_CMP_SREG, NFT_REG_1);
  put_number(batch, NFTA_CMP_OP, NFT_CMP_EQ);
  put_value(batch, NFTA_CMP_DATA, value, length);
  close_expression(batch, compare);
}

// ip daddr NETWORK/PREFIX meta l4proto tcp redirect to :PORT
static void put_expressions(struct batch *batch, uint32_t network, uint32_t mask, uint16_t port) {
  const uint32_t nothing = 0;
  const uint8_t protocol = IPPROTO_TCP;
  size_t list = open_nest(batch, NFTA_RULE_EXPRESSIONS);

  struct expression load = open_expression(batch, "payload");
  put_number(batch, NFTA_PAYLOAD_DREG, NFT_REG_1);
  put_number(batch, NFTA_PAYLOAD_BASE, NFT_PAYLOAD_NETWORK_HEADER);
  put_number(batch, NFTA_PAYLOAD_OFFSET, 16 /* the destination in a header of IPv4 */);
  put_number(batch, NFTA_PAYLOAD_LEN, sizeof network);
  close_expression(batch, load);

  struct expression bits = open_expression(batch, "bitwise");
  put_number(batch, NFTA_BITWISE_SREG, NFT_REG_1);
  put_number(batch, NFTA_BITWISE_DREG, NFT_REG_1);
  put_number(batch, NFTA_BITWISE_LEN, sizeof mask);
  put_value(batch, NFTA_BITWISE_MASK, &mask, sizeof mask);
  put_value(batch, NFTA_BITWISE_XOR, &nothing, sizeof nothing);
  close_expression(batch, bits);
  put_compare(batch, &network, sizeof network);

  struct expression meta = open_expression(batch, "meta");
  put_number(batch, NFTA_META_DREG, NFT_REG_1);
  put_number(batch, NFTA_META_KEY, NFT_META_L4PROTO);
  close_expression(batch, meta);
  put_compare(batch, &protocol, sizeof protocol);

  struct expression immediate = open_expression(batch, "immediate");
  put_number(batch, NFTA_IMMEDIATE_DREG, NFT_REG_1);
  put_value(batch, NFTA_IMMEDIATE_DATA, &port, sizeof port);
  close_expression(batch, immediate);

  struct expression redirect = open_expression(batch, "redir");
  put_number(batch, NFTA_REDIR_REG_PROTO_MIN, NFT_REG_1);
  put_number(batch, NFTA_REDIR_FLAGS, NF_NAT_RANGE_PROTO_SPECIFIED);
  close_expression(batch, redirect);
  close_nest(batch, list);
}

static void begin_table(struct batch *batch, const char *part, int message, int flags) {
  struct nfgenmsg head = {AF_INET, NFNETLINK_V0, 0};
  begin(batch, part, NFNL_SUBSYS_NFTABLES << 8 | message, flags | NLM_F_ACK, &head, sizeof head);
}

static void put_table(struct batch *batch, const char *part, int message, int flags) {
  begin_table(batch, part, message, flags);
  put_text(batch, NFTA_TABLE_NAME, table_name);
  end(batch);
}

static void put_bound(struct batch *batch, int type) {
  struct nfgenmsg head = {AF_UNSPEC, NFNETLINK_V0, htons(NFNL_SUBSYS_NFTABLES)};
  begin(batch, "the changes as a whole", type, 0, &head, sizeof head);
  end(batch);
}

// One change: whoever looks sees all of it or nothing. A table of before is emptied by being removed; it has to be there for
// that, so it is made first.
static void put_rules(struct batch *batch, uint32_t network, uint32_t mask, uint16_t port) {
  put_bound(batch, NFNL_MSG_BATCH_BEGIN);
  put_table(batch, "a table of before", NFT_MSG_NEWTABLE, NLM_F_CREATE);
  put_table(batch, "removing a table of before", NFT_MSG_DELTABLE, 0);
  put_table(batch, "the table", NFT_MSG_NEWTABLE, NLM_F_CREATE);

  begin_table(batch, "the chain", NFT_MSG_NEWCHAIN, NLM_F_CREATE);
  put_text(batch, NFTA_CHAIN_TABLE, table_name);
  put_text(batch, NFTA_CHAIN_NAME, chain_name);
  size_t hook = open_nest(batch, NFTA_CHAIN_HOOK);
  put_number(batch, NFTA_HOOK_HOOKNUM, NF_INET_LOCAL_OUT);
  put_number(batch, NFTA_HOOK_PRIORITY, (uint32_t)-100 /* that of changed destinations */);
  close_nest(batch, hook);
  put_text(batch, NFTA_CHAIN_TYPE, "nat");
  end(batch);

  begin_table(batch, "the rule", NFT_MSG_NEWRULE, NLM_F_CREATE | NLM_F_APPEND);
  put_text(batch, NFTA_RULE_TABLE, table_name);
  put_text(batch, NFTA_RULE_CHAIN, chain_name);
  put_expressions(batch, network, mask, port);
  end(batch);
  put_bound(batch, NFNL_MSG_BATCH_END);
}

// local NETWORK/PREFIX dev lo src 127.0.0.1
static void put_route(struct batch *batch, uint32_t network, int prefix) {
  struct rtmsg head = {
    .rtm_family = AF_INET,
    .rtm_dst_len = (unsigned char)prefix,
    .rtm_table = RT_TABLE_LOCAL,
    .rtm_protocol = RTPROT_BOOT,
    .rtm_scope = RT_SCOPE_HOST,
    .rtm_type = RTN_LOCAL,
  };
  const uint32_t source = htonl(INADDR_LOOPBACK);
  const uint32_t loopback = if_nametoindex("lo");
  begin(batch, "the route", RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE | NLM_F_ACK, &head, sizeof head);
  put(batch, RTA_DST, &network, sizeof network);
  put(batch, RTA_PREFSRC, &source, sizeof source);
  put(batch, RTA_OIF, &loopback, sizeof loopback);
  end(batch);
}

// Reads answers until all that were asked for are there; the first refusal ends it.
static int read_answers(int socket_number, const struct batch *batch, unsigned awaited, const char **refused) {
  _Alignas(NLMSG_ALIGNTO) unsigned char answer[8192];
  while (awaited > 0) {
    struct sockaddr_nl sender = {0};
    socklen_t length = sizeof sender;
    ssize_t got = recvfrom(socket_number, answer, sizeof answer, 0, (struct sockaddr *)&sender, &length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    // Other processes can send to this socket as well.
    if (length < sizeof sender || sender.nl_pid != 0) continue;
    // A number with a sign: the last message's padding may be missing, and what is left is below 0 then.
    int left = (int)got;
    const struct nlmsghdr *header = (const struct nlmsghdr *)answer;
    for (; left > 0 && NLMSG_OK(header, (unsigned)left); header = NLMSG_NEXT(header, left)) {
      if (header->nlmsg_type != NLMSG_ERROR || header->nlmsg_len < NLMSG_LENGTH(sizeof(struct nlmsgerr))) continue;
      const struct nlmsgerr *told = NLMSG_DATA(header);
      if (told->error != 0) {
        if (header->nlmsg_seq < batch->count) *refused = batch->parts[header->nlmsg_seq];
        errno = -told->error;
        return -1;
      }
      if (awaited > 0) awaited--;
    }
  }
  return 0;
}

static int ask(int protocol, const struct batch *batch, unsigned awaited, const char **refused) {
  if (batch->overflow) {
    errno = EMSGSIZE;
    return -1;
  }
  int socket_number = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
  if (socket_number < 0) return -1;
  // The kernel answers while it is asked; a wait would be for an answer that never comes.
  const struct timeval patience = {5, 0};
  setsockopt(socket_number, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
  ssize_t sent =
    sendto(socket_number, batch->bytes, batch->length, 0, (const struct sockaddr *)&kernel, sizeof kernel);
  int result = sent == (ssize_t)batch->length ? read_answers(socket_number, batch, awaited, refused) : -1;
  int saved = errno;
  close(socket_number);
  errno = saved;
  return result;
}

int shim_redirect(uint32_t network, int prefix, uint16_t port, const char **refused) {
  const uint32_t mask = prefix > 0 ? htonl(UINT32_MAX << (32 - prefix)) : 0;
  network = htonl(network) & mask;
  struct batch rules = {.length = 0};
  put_rules(&rules, network, mask, htons(port));
  *refused = "the rules";
  if (ask(NETLINK_NETFILTER, &rules, 5, refused) != 0) return -1;
  struct batch route = {.length = 0};
  put_route(&route, network, prefix);
  *refused = "the route";
  return ask(NETLINK_ROUTE, &route, 1, refused);
}
