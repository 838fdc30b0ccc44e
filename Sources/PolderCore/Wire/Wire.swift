/// The objects on the wire, with exactly the contract's keys in the contract's order.
public enum Wire {}
