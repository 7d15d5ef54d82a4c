"""One folder a format of the field; ``PROJECTIONS`` of ``communique.exports.registry`` lists them."""
